-- Forgets whole days: drops the partitions of the days before first_kept and tells how many days that were. Waits for
-- readers and writers a moment only, since those who come meanwhile wait behind it; then it is tried again another time.
create function audit.drop_days_before(first_kept date) returns integer
    language plpgsql
    set lock_timeout = '2s' as
$$
declare
    day     text;
    dropped integer := 0;
begin
    for day in
        select substring(c.relname from 'record_(\d{8})$')
        from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'audit.record'::regclass
            and to_date(substring(c.relname from 'record_(\d{8})$'), 'YYYYMMDD') < first_kept
        order by 1
    loop
        execute format('drop table audit.%I, audit.%I', 'record_' || day, 'resource_' || day);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

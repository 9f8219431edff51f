-- The audit trail. One row per CloudTrail record, written once, never changed. Partitioned by the day (UTC) of the
-- event; audit.ensure_day makes a day's partitions. Text that is looked up is cut to 2,000 bytes (LookupText.java) and
-- compared by its bytes.

create table audit.record (
    event_time    timestamptz not null,
    event_id      uuid        not null,
    account_id    text        collate "C" not null,
    region        text        collate "C" not null,
    event_source  text        collate "C" not null,
    event_name    text        collate "C" not null,
    read_only     boolean     not null,
    management    boolean     not null,
    username      text        collate "C",
    access_key_id text        collate "C",
    principal     text        collate "C",
    kms_key_arn   text        collate "C",
    context_arn   text        collate "C",
    bucket        text        collate "C",
    error_code    text        collate "C",
    s3_request_id text        collate "C",
    record        text        not null,
    primary key (event_time, event_id)
) partition by range (event_time);

-- LookupEvents: one account, one region, at most one attribute, newest first; management events only.
create index record_lookup on audit.record (account_id, region, event_time, event_id) where management;
create index record_lookup_event_name on audit.record (account_id, region, event_name, event_time, event_id)
    where management;
create index record_lookup_username on audit.record (account_id, region, username, event_time, event_id)
    where management;
create index record_lookup_event_source on audit.record (account_id, region, event_source, event_time, event_id)
    where management;
create index record_lookup_access_key on audit.record (account_id, region, access_key_id, event_time, event_id)
    where management;
create index record_lookup_read_only on audit.record (account_id, region, read_only, event_time, event_id)
    where management;
create index record_event_id on audit.record (event_id);

-- The admin API's queries: one account, every region.
create index record_account on audit.record (account_id, event_time, event_id);
create index record_kms_key on audit.record (account_id, kms_key_arn, event_time, event_id);
create index record_context on audit.record (account_id, context_arn, event_time, event_id);
create index record_principal on audit.record (account_id, principal, event_time, event_id);
create index record_s3_request on audit.record (s3_request_id) where s3_request_id is not null;

-- The resources of management events by name (kind N) and by type (kind T), each once per record.
create table audit.resource (
    account_id text        collate "C" not null,
    region     text        collate "C" not null,
    kind       char(1)     collate "C" not null check (kind in ('N', 'T')),
    value      text        collate "C" not null,
    event_time timestamptz not null,
    event_id   uuid        not null,
    primary key (account_id, region, kind, value, event_time, event_id)
) partition by range (event_time);

-- Makes the partitions of one day; tells whether they had to be made. They are made beside the tables and then attached, which lets readers and writers
-- of the other days go on.
create function audit.ensure_day(day date) returns boolean
    language plpgsql as
$$
declare
    suffix text := to_char(day, 'YYYYMMDD');
    parent text;
begin
    if to_regclass('audit.record_' || suffix) is not null then
        return false;
    end if;
    perform pg_advisory_xact_lock(hashtext('audit.ensure_day'));
    -- Not to_regclass again: its answer of before the lock may be cached.
    if exists (select from pg_class where relname = 'record_' || suffix and relnamespace = 'audit'::regnamespace) then
        return false;
    end if;
    foreach parent in array array ['record', 'resource'] loop
        execute format('create table audit.%I (like audit.%I including all)', parent || '_' || suffix, parent);
        execute format(
            'alter table audit.%I attach partition audit.%I for values from (%L) to (%L)',
            parent,
            parent || '_' || suffix,
            to_char(day, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(day + 1, 'YYYY-MM-DD') || ' 00:00:00+00');
    end loop;
    return true;
end
$$;

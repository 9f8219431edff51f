-- The latest version of a key is the first one of object_version_order; the index of the live ones, now unique, also
-- guards that there is only one of them.
drop index storage.object_version_latest;
drop index storage.object_version_live;
create unique index object_version_live on storage.object_version (region, bucket, key)
    where latest and not delete_marker;

-- Ids are unique in all regions. With the region ahead of it such an index would look, to a planner without statistics, as
-- good for a key as the key's own indexes, and it would read the whole region.
drop index storage.object_version_object;
create unique index object_version_object on storage.object_version (object_id);
drop index storage.object_part_blob;
create unique index object_part_blob on storage.object_part (blob_id);
drop index storage.multipart_part_blob;
create unique index multipart_part_blob on storage.multipart_part (blob_id);

-- Tags and replication states change in no index: with room on its page such an update leaves the indexes alone.
alter table storage.object_version set (fillfactor = 90);

-- The outbox as a ring of four tables, one a minute. A table is emptied as a whole when its turn is over and the log has
-- all of it: nothing is deleted row by row, and nothing has to be made for the minutes to come.
alter table storage.outbox rename to outbox_before;

create sequence storage.outbox_id as bigint cache 32;

create table storage.outbox (
    slot         smallint    not null default date_part('minute', clock_timestamp())::int % 4,
    id           bigint      not null default nextval('storage.outbox_id'), -- the order within a transaction
    txid         xid8        not null default pg_current_xact_id(),
    topic        text        not null,
    record_key   text        not null,
    content_type text        not null,
    payload      text        not null,
    created_at   timestamptz not null default clock_timestamp()
) partition by list (slot);

create table storage.outbox_0 partition of storage.outbox for values in (0);
create table storage.outbox_1 partition of storage.outbox for values in (1);
create table storage.outbox_2 partition of storage.outbox for values in (2);
create table storage.outbox_3 partition of storage.outbox for values in (3);

create index outbox_ring_order on storage.outbox (txid, id);

select setval('storage.outbox_id', (select coalesce(max(id), 0) + 1 from storage.outbox_before));

insert into storage.outbox (id, txid, topic, record_key, content_type, payload, created_at)
select id, txid, topic, record_key, content_type, payload, created_at
from storage.outbox_before;

drop table storage.outbox_before;

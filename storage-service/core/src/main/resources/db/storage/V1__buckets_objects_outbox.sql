-- What the storage service owns. The region is the first column of every key: one process may serve several regions from
-- one database, or each region may have a database of its own, with the same tables.

create table storage.bucket (
    region              text        not null,
    name                text        not null,
    owner_account       text        not null,
    owner_canonical_id  text        not null,
    created_at          timestamptz not null,
    -- what an object gets when neither its request nor the bucket's default says anything
    encryption_floor    text        not null check (encryption_floor in ('AES256', 'none')),
    versioning          text        not null check (versioning in ('OFF', 'ENABLED', 'SUSPENDED')),
    -- configurations as JSON; null: not configured
    encryption          text        check (encryption is json object),
    replication         text        check (replication is json object),
    tags                text        check (tags is json object),
    revision            bigint      not null,
    primary key (region, name)
);

-- One row per object version or delete marker. The version id of the null version is the text 'null'.
create table storage.object_version (
    region             text        not null,
    bucket             text        not null,
    key                bytea       not null, -- UTF-8: PostgreSQL compares bytea as S3 orders keys
    version_id         text        not null,
    sequencer          bigint      not null, -- the key's order, drawn at the source under the key's lock
    latest             boolean     not null, -- the highest sequencer of its key
    object_id          uuid        not null, -- of this write, never reused; its blob's id unless it has parts
    delete_marker      boolean     not null,
    owner_canonical_id text        not null,
    size               bigint      not null,
    etag               text        not null, -- unquoted; empty for a delete marker
    last_modified      timestamptz not null,
    storage_class      text        not null,
    headers            jsonb       not null, -- content headers
    user_metadata      jsonb       not null,
    tags               jsonb       not null,
    checksums          jsonb       not null, -- [{"algorithm", "value", "type"}]
    parts              integer     not null, -- rows of object_part; 0: one blob named by object_id
    -- the envelope: all it takes to read this version later. sse_type null: plaintext
    sse_type           text        check (sse_type in ('AES256', 'aws:kms')),
    kms_key_arn        text,
    added_context      jsonb,                -- the writer's own encryption context pairs
    bucket_key_id      uuid,                 -- the bucket key that wraps the DEK, of SSE-S3 the bucket root
    kms_ciphertext     bytea,                -- KMS's ciphertext of the bucket key, or of the DEK where there is none
    wrapped_key        bytea,                -- the DEK wrapped by the bucket key or the bucket root
    frame_bytes        integer,
    envelope_version   smallint,
    replica            boolean     not null,
    -- what replication owes: [{"destination", "ruleId", "metrics", "status", "failureReason"}]
    replications       jsonb       not null default '[]',
    primary key (region, bucket, key, version_id),
    check (sse_type is null = (envelope_version is null)),
    check (sse_type is distinct from 'aws:kms' or kms_ciphertext is not null)
);

create unique index object_version_latest on storage.object_version (region, bucket, key) where latest;
create index object_version_live on storage.object_version (region, bucket, key) where latest and not delete_marker;
create index object_version_order on storage.object_version (region, bucket, key, sequencer desc, version_id desc);
create unique index object_version_object on storage.object_version (region, object_id);

-- The blobs, in order, of an object version made by a multipart upload.
create table storage.object_part (
    region    text    not null,
    object_id uuid    not null,
    number    integer not null check (number between 1 and 10000),
    blob_id   uuid    not null,
    position  bigint  not null, -- of its first byte in the object
    size      bigint  not null,
    etag      text    not null,
    checksums jsonb   not null,
    primary key (region, object_id, number)
);

create unique index object_part_blob on storage.object_part (region, blob_id);

create table storage.multipart_upload (
    region             text        not null,
    bucket             text        not null,
    key                bytea       not null,
    upload_id          text        not null,
    object_id          uuid        not null, -- the object's, bound into its wrapped DEK from the beginning
    initiated          timestamptz not null,
    initiator_arn      text        not null,
    owner_canonical_id text        not null,
    storage_class      text        not null,
    headers            jsonb       not null,
    user_metadata      jsonb       not null,
    tags               jsonb       not null,
    checksum_algorithm text,
    checksum_type      text        check (checksum_type in ('FULL_OBJECT', 'COMPOSITE')),
    sse_type           text        check (sse_type in ('AES256', 'aws:kms')),
    kms_key_arn        text,
    added_context      jsonb,
    bucket_key_id      uuid,
    kms_ciphertext     bytea,
    wrapped_key        bytea,
    frame_bytes        integer,
    envelope_version   smallint,
    -- what completion answered, so that repeating it answers the same; null: in progress
    completed_at       timestamptz,
    result             jsonb,
    primary key (region, bucket, key, upload_id)
);

create unique index multipart_upload_id on storage.multipart_upload (region, upload_id);
create index multipart_upload_completed on storage.multipart_upload (completed_at) where completed_at is not null;

create table storage.multipart_part (
    region        text        not null,
    upload_id     text        not null,
    number        integer     not null check (number between 1 and 10000),
    blob_id       uuid        not null,
    size          bigint      not null,
    etag          text        not null,
    checksums     jsonb       not null,
    last_modified timestamptz not null,
    primary key (region, upload_id, number),
    foreign key (region, upload_id) references storage.multipart_upload (region, upload_id) on delete cascade
);

create unique index multipart_part_blob on storage.multipart_part (region, blob_id);

-- SSE-S3's bucket roots, wrapped by the service's own root; rotated by adding one.
create table storage.bucket_root (
    region      text        not null,
    bucket      text        not null,
    root_key_id uuid        not null,
    wrapped_key bytea       not null,
    created_at  timestamptz not null,
    primary key (region, root_key_id)
);

create index bucket_root_bucket on storage.bucket_root (region, bucket, created_at desc);

-- Every event of this service, written in the transaction of what it tells. Rows are never updated. The relay sends those
-- whose transaction is below every running one, in order of (txid, id), and remembers how far it came.
create table storage.outbox (
    id           bigint generated always as identity primary key,
    txid         xid8        not null default pg_current_xact_id(),
    topic        text        not null,
    record_key   text        not null,
    content_type text        not null,
    payload      text        not null,
    created_at   timestamptz not null default clock_timestamp()
);

create index outbox_order on storage.outbox (txid, id);

create table storage.outbox_progress (
    one  boolean primary key default true check (one),
    txid xid8   not null,
    id   bigint not null
);

insert into storage.outbox_progress (txid, id) values ('0', 0);

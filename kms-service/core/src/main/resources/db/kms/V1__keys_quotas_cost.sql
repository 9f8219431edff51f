-- The revisions of a region's keys and of its quotas. Whoever changes a key holds the region's row until the change is
-- committed, so revisions become visible in their order: an image in memory that is complete up to one of them is brought
-- up to date by what is newer.
create table kms.region_state (
    region         text   not null primary key,
    revision       bigint not null default 0,
    quota_revision bigint not null default 0,
    root_key_mark  bytea  not null -- made by the root key, which is known by it
);

create table kms.kms_key (
    region        text        not null,
    key_id        text        not null,
    account       text        not null,
    manager       text        not null check (manager in ('AWS', 'CUSTOMER')),
    state         text        not null check (state in ('Enabled', 'Disabled', 'PendingDeletion', 'Deleted')),
    deletion_date timestamptz,
    description   text        not null,
    created_at    timestamptz not null,
    rotation_days integer     not null,
    next_rotation timestamptz,
    policy        text        not null,
    revision      bigint      not null,
    primary key (region, key_id),
    check ((state = 'PendingDeletion') = (deletion_date is not null))
);
create index kms_key_by_revision on kms.kms_key (region, revision);

-- Backing keys: one per rotation, wrapped by the root key; gone once the key is deleted.
create table kms.key_material (
    region        text        not null,
    key_id        text        not null,
    version       integer     not null,
    material_id   text        not null,
    created_at    timestamptz not null,
    rotation_type text check (rotation_type in ('AUTOMATIC', 'ON_DEMAND')),
    wrapped       bytea       not null,
    primary key (region, key_id, version),
    foreign key (region, key_id) references kms.kms_key
);

create table kms.key_alias (
    region     text        not null,
    account    text        not null,
    name       text        not null,
    key_id     text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (region, account, name),
    foreign key (region, key_id) references kms.kms_key
);
create index key_alias_by_key on kms.key_alias (region, key_id);

create table kms.key_tag (
    region  text not null,
    key_id  text not null,
    tag_key text not null,
    value   text not null,
    primary key (region, key_id, tag_key),
    foreign key (region, key_id) references kms.kms_key
);

create table kms.key_grant (
    region          text        not null,
    key_id          text        not null,
    grant_id        text        not null,
    name            text,
    grantee         text        not null,
    retiring        text,
    issuing_account text        not null,
    operations      text        not null, -- separated by commas
    constraint_type text        not null check (constraint_type in ('ANY', 'SUBSET', 'EQUALS')),
    context         text        not null, -- a JSON object of strings
    created_at      timestamptz not null,
    primary key (region, key_id, grant_id),
    foreign key (region, key_id) references kms.kms_key
);

-- Quotas that differ from AWS's table; account '' is whoever has no settings of its own.
create table kms.quota_setting (
    region  text    not null,
    account text    not null,
    name    text    not null, -- 'enabled' (0 or 1), 'symmetric', or an operation
    value   integer not null check (value >= 0),
    primary key (region, account, name)
);

-- Who shares the quotas now; not worth a write-ahead log.
create unlogged table kms.instance (
    region      text        not null,
    instance_id text        not null,
    seen_at     timestamptz not null,
    primary key (region, instance_id)
);

-- The cost meter: calls by hour. caller is a user's, role's or root's ARN; key_arn and bucket may be ''.
create table kms.cost_hour (
    region    text        not null,
    hour      timestamptz not null,
    account   text        not null,
    key_arn   text        not null,
    caller    text        not null,
    bucket    text        not null,
    operation text        not null,
    outcome   text        not null check (outcome in ('ANSWERED', 'FAILED', 'THROTTLED')),
    calls     bigint      not null,
    primary key (region, hour, account, key_arn, caller, bucket, operation, outcome)
);

-- Up to where the audit log is folded into cost_hour; changed in the same transaction.
create table kms.cost_offset (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);

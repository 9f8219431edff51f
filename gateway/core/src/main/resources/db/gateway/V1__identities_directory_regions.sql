-- Who there is, which bucket is whose, and which regions are stopped. Global: no row belongs to one region.

create table gateway.account (
    id           text primary key check (id ~ '^[0-9]{12}$'),
    canonical_id text not null unique check (canonical_id ~ '^[0-9a-f]{64}$'),
    name         text not null,
    email        text not null,
    created_at   timestamptz not null
);

-- Immutable: a set is named by the hash of its documents, so that every service may cache it for ever.
create table gateway.policy_set (
    hash       text primary key check (hash ~ '^[0-9a-f]{64}$'),
    documents  text not null,  -- a JSON array of strings, each a document as it was put
    created_at timestamptz not null
);

create table gateway.iam_user (
    account_id      text not null references gateway.account,
    name            text not null,
    user_id         text not null unique,
    policy_set_hash text not null references gateway.policy_set,
    created_at      timestamptz not null,
    primary key (account_id, name)
);

create table gateway.iam_role (
    account_id      text not null references gateway.account,
    name            text not null,
    role_id         text not null unique,
    trust_policy    text not null,
    policy_set_hash text not null references gateway.policy_set,
    created_at      timestamptz not null,
    primary key (account_id, name)
);

create table gateway.access_key (
    id            text primary key,
    account_id    text not null references gateway.account,
    user_name     text,        -- null: the account's root
    sealed_secret bytea not null,
    created_at    timestamptz not null,
    foreign key (account_id, user_name) references gateway.iam_user on delete cascade
);
create index access_key_of_user on gateway.access_key (account_id, user_name);

-- One row, counted up with every change of who may do what: caches ask it whether they still hold.
create table gateway.identity_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);
insert into gateway.identity_revision (revision) values (1);

create function gateway.identity_changed() returns trigger language plpgsql as $$
begin
    update gateway.identity_revision set revision = revision + 1;
    return null;
end
$$;
create trigger changed after insert or update or delete on gateway.access_key
    for each statement execute function gateway.identity_changed();
create trigger changed after update or delete on gateway.iam_user
    for each statement execute function gateway.identity_changed();
create trigger changed after insert or update or delete on gateway.iam_role
    for each statement execute function gateway.identity_changed();

create table gateway.bucket (
    name               text primary key,
    owner_account      text not null,
    owner_canonical_id text not null,
    region             text not null,
    state              text not null check (state in ('CREATING', 'ACTIVE', 'DELETING')),
    created_at         timestamptz not null,
    state_since        timestamptz not null
);
create index bucket_of_owner on gateway.bucket (owner_account, name collate "C");
create index bucket_half_done on gateway.bucket (state_since) where state <> 'ACTIVE';

create table gateway.stopped_region (
    region     text primary key,
    stopped_at timestamptz not null
);

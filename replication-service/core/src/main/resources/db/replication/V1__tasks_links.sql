-- What replication owes and how far it is. A task is one version for one destination, asked for by one object event;
-- an event that is delivered again finds its tasks there.

create table replication.task (
    source_region      text        collate "C" not null,
    event_id           text        collate "C" not null,
    destination_bucket text        collate "C" not null,
    source_bucket      text        collate "C" not null,
    key                text        collate "C" not null,
    version_id         text        collate "C" not null,
    sequencer          bigint      not null,
    rule_id            text        not null,
    role               text        not null,
    replica_kms_key_id text,
    storage_class      text,
    metrics            boolean     not null,
    event_time         timestamptz not null,
    event              text        not null, -- as it came, for the dead letters
    state              text        collate "C" not null default 'PENDING'
        check (state in ('PENDING', 'DONE', 'FAILED')),
    attempts           integer     not null default 0,
    faults             integer     not null default 0, -- attempts that ended in nothing that was expected
    -- When it may be tried (again). A worker that takes the task moves this ahead by its lease and keeps moving it while
    -- it works; of a killed worker the lease runs out, and the task is due.
    next_attempt_at    timestamptz not null default now(),
    lease_owner        text        collate "C",
    unreachable        boolean     not null default false, -- the last attempt did not reach a region
    failure_reason     text,
    error              text,
    finished_at        timestamptz,
    primary key (source_region, event_id, destination_bucket)
);

-- A lane is what goes from one region to one destination bucket; each is served in the order of its due times.
create index task_lane on replication.task (source_region, destination_bucket, next_attempt_at)
    where state = 'PENDING';

-- One key's order within a lane: only its oldest pending version may be taken.
create index task_order on replication.task (source_region, destination_bucket, source_bucket, key, sequencer, event_id)
    where state = 'PENDING';

create index task_lease on replication.task (lease_owner) where lease_owner is not null;
create index task_finished on replication.task (finished_at) where state <> 'PENDING';
create index task_backlog on replication.task (source_bucket, state);

-- Finished tasks that were purged, so that counts stay true.
create table replication.purged (
    source_region text   collate "C" not null,
    source_bucket text   collate "C" not null,
    completed     bigint not null,
    failed        bigint not null,
    primary key (source_region, source_bucket)
);

-- How links between regions behave, one direction each; no row: healthy.
create table replication.link (
    from_region      text    collate "C" not null,
    to_region        text    collate "C" not null,
    cut              boolean not null,
    latency_ms       integer not null check (latency_ms >= 0),
    loss_percent     double precision not null check (loss_percent between 0 and 100),
    bytes_per_second bigint  not null check (bytes_per_second >= 0),
    primary key (from_region, to_region)
);

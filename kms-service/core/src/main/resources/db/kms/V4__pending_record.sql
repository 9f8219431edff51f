-- Audit records of changes, committed with them and removed once the log has them: what an instance that died in between
-- leaves here is appended by another. written_at is of the insert and not of the transaction's begin, so that a region's
-- records have the order of its changes.
create table kms.pending_record (
    event_id   uuid        not null primary key,
    region     text        not null,
    order_key  text        not null, -- by which the log keeps its order
    record     text        not null, -- as the log gets it, JSON
    written_at timestamptz not null default clock_timestamp()
);
create index pending_record_by_age on kms.pending_record (region, written_at);

-- Changes that the cost meter has counted lately: their records may be in the log twice, and count once.
create table kms.cost_change (
    event_id   uuid        not null primary key,
    counted_at timestamptz not null default now()
);
create index cost_change_by_age on kms.cost_change (counted_at);

-- The token bucket that the instances of a region lease slices of a quota from: one row is the whole truth about a quota of
-- an account. A missing row is a full bucket, so it is not worth a write-ahead log. It changes many times a second and has
-- no index on what changes, so that room on its page keeps every change there.
create unlogged table kms.quota_bucket (
    region   text             not null,
    account  text             not null,
    quota    text             not null,
    full_at  timestamptz      not null default now(), -- when it would be full again; it holds one second's quota
    asked    double precision not null default 0,     -- calls of the last second at all instances, as of asked_at
    asked_at timestamptz      not null default now(),
    primary key (region, account, quota)
) with (fillfactor = 25);

-- kms.quota_demand stays as long as instances of the version before may be running; nothing else uses it.

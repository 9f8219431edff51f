-- How often each instance was asked for a quota lately, so that instances share it by demand; not worth a write-ahead log.
create unlogged table kms.quota_demand (
    region      text        not null,
    instance_id text        not null,
    account     text        not null,
    quota       text        not null,
    calls       bigint      not null,
    seen_at     timestamptz not null,
    primary key (region, instance_id, account, quota)
);

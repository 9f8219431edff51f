-- Which metadata this is: what is kept outside of it, in stores that others reach too, is marked with this. A dump and its
-- restoration keep it. What the SSE-S3 root wraps is there from the first start on, so that of two instances that start on
-- an empty database with different roots one refuses.
create table storage.identity (
    only_one boolean primary key default true check (only_one),
    id       uuid    not null default gen_random_uuid(),
    root_check bytea
);

insert into storage.identity default values;

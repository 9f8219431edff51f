-- Where the one blob of a version lies in a segment: segment, offset and length as one number. Null: in a file of its own,
-- as the blobs of parts always do. Compaction changes it, by comparing and setting.
alter table storage.object_version add column blob_location bigint check (blob_location >= 0);

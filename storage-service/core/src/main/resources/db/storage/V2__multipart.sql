-- What completing an upload answered is read from the version that it made.
alter table storage.multipart_upload drop column result;

package dev.coffer.storage.api;

/** The replication configuration. */
public record GetBucketReplication(BucketName bucket) implements S3Operation<ReplicationConfiguration> {}

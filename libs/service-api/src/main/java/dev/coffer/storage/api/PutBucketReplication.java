package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Sets the replication configuration. */
public record PutBucketReplication(BucketName bucket, ReplicationConfiguration configuration)
        implements S3Operation<Nothing> {}

package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Removes the replication configuration; idempotent. */
public record DeleteBucketReplication(BucketName bucket) implements S3Operation<Nothing> {}

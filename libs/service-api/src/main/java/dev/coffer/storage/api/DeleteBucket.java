package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Deletes an empty bucket. */
public record DeleteBucket(BucketName bucket) implements S3Operation<Nothing> {}

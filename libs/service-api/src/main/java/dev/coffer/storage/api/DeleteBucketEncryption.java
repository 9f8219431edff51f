package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Returns the bucket to the floor. */
public record DeleteBucketEncryption(BucketName bucket) implements S3Operation<Nothing> {}

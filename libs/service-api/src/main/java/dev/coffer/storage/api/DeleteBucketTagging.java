package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Removes the bucket's tags. */
public record DeleteBucketTagging(BucketName bucket) implements S3Operation<Nothing> {}

package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Whether the bucket is there and the caller may list it. */
public record HeadBucket(BucketName bucket) implements S3Operation<Nothing> {}

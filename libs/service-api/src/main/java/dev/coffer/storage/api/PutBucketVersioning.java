package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Enables or suspends versioning. */
public record PutBucketVersioning(BucketName bucket, Versioning versioning) implements S3Operation<Nothing> {}

package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Gives an upload up. */
public record AbortMultipartUpload(BucketName bucket, ObjectKey key, String uploadId) implements S3Operation<Nothing> {}

package dev.coffer.storage.api;

/** Stores part 1 to 10,000 of an upload; the body is the call's body. */
public record UploadPart(BucketName bucket, ObjectKey key, String uploadId, int partNumber, Digests digests)
        implements S3Operation<WriteResult> {}

package dev.coffer.storage.api;

import java.util.Optional;

/** Stores a part from (a range of) an existing object. */
public record UploadPartCopy(
        BucketName bucket,
        ObjectKey key,
        String uploadId,
        int partNumber,
        CopySource source,
        Optional<ByteRange> range,
        Conditions sourceConditions)
        implements S3Operation<CopyObject.Result> {}

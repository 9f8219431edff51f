package dev.coffer.storage.api;

import java.util.Optional;

/** Reads one object version; the answer's body is its bytes. */
public record GetObject(
        BucketName bucket,
        ObjectKey key,
        Optional<String> versionId,
        Optional<ByteRange> range,
        Optional<Integer> partNumber,
        Conditions conditions,
        boolean checksumMode)
        implements S3Operation<ObjectHead> {}

package dev.coffer.storage.api;

import java.util.Optional;

/** What GET would say, without the bytes. */
public record HeadObject(
        BucketName bucket,
        ObjectKey key,
        Optional<String> versionId,
        Optional<ByteRange> range,
        Optional<Integer> partNumber,
        Conditions conditions,
        boolean checksumMode)
        implements S3Operation<ObjectHead> {}

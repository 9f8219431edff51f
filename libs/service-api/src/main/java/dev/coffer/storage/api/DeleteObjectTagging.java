package dev.coffer.storage.api;

import java.util.Optional;

/** Removes an object version's tags. */
public record DeleteObjectTagging(BucketName bucket, ObjectKey key, Optional<String> versionId)
        implements S3Operation<TagSet> {}

package dev.coffer.storage.api;

import java.util.Optional;

/** An object version's tags. */
public record GetObjectTagging(BucketName bucket, ObjectKey key, Optional<String> versionId)
        implements S3Operation<TagSet> {}

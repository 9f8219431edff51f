package dev.coffer.storage.api;

import java.util.Optional;

/** Destroys the cached bucket keys now: staleness ends. */
public record FlushBucketKeys(BucketName bucket, Optional<String> kmsKeyArn)
        implements S3Operation<FlushBucketKeys.Result> {
    /** How many went. */
    public record Result(int flushed) {}
}

package dev.coffer.storage.api;

import dev.coffer.aws.Region;

/** Where the bucket is. */
public record GetBucketLocation(BucketName bucket) implements S3Operation<GetBucketLocation.Result> {
    /** The region. */
    public record Result(Region region) {}
}

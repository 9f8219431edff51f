package dev.coffer.storage.api;

/** The bucket's tags. */
public record GetBucketTagging(BucketName bucket) implements S3Operation<TagSet> {}

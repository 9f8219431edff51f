package dev.coffer.storage.api;

import dev.coffer.aws.AccountId;

/**
 * What the owner of a source has to know of a destination of replication, whoever owns that. Not on the public wire: S3
 * checks a destination without asking for any right to it.
 */
public record DescribeDestination(BucketName bucket) implements S3Operation<DescribeDestination.Result> {
    /** What counts. */
    public record Result(AccountId owner, Versioning versioning) {}
}

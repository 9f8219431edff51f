package dev.coffer.storage.api;

/**
 * The existence and permission check behind a GET of a configuration that can't be set here yet; the edge renders AWS's "not configured" for it.
 *
 * @param kind the query parameter, such as {@code policy}, {@code cors}, {@code acl}, {@code logging}
 */
public record GetBucketSetting(BucketName bucket, String kind) implements S3Operation<GetBucketSetting.Result> {
    /** Who owns the bucket, for the owner-only ACL. */
    public record Result(String ownerCanonicalId) {}
}

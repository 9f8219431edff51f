package dev.coffer.storage.api;

import java.util.Optional;

/** The owner-only ACL. */
public record GetObjectAcl(BucketName bucket, ObjectKey key, Optional<String> versionId)
        implements S3Operation<GetObjectAcl.Result> {
    /** Who owns the object. */
    public record Result(String ownerCanonicalId, Optional<String> versionId) {}
}

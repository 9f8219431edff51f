package dev.coffer.storage.api;

import java.util.Optional;

/** Deletes an object: a delete marker in a versioned bucket, for good where a version is named. */
public record DeleteObject(BucketName bucket, ObjectKey key, Optional<String> versionId, Optional<String> ifMatch)
        implements S3Operation<DeleteObject.Result> {
    /**
     * What happened.
     *
     * @param versionId of the version deleted or of the delete marker made
     * @param deleteMarker whether what was deleted or made is a delete marker
     */
    public record Result(Optional<String> versionId, boolean deleteMarker) {}
}

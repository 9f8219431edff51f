package dev.coffer.storage.api;

import java.util.List;
import java.util.Optional;

/** Deletes up to 1,000 objects; each succeeds or fails alone. */
public record DeleteObjects(BucketName bucket, List<DeleteObjects.Target> targets)
        implements S3Operation<DeleteObjects.Result> {
    /** Copies the collections. */
    public DeleteObjects {
        targets = List.copyOf(targets);
    }
    /** One of them. */
    public record Target(String key, Optional<String> versionId, Optional<String> etag) {}

    /** In the order asked. */
    public record Result(List<Outcome> outcomes) {
        /** Copies the list. */
        public Result {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** Either {@code error} with {@code message}, or a deletion: then {@code markerVersionId} names a marker made or deleted. */
    public record Outcome(
            String key,
            Optional<String> versionId,
            boolean deleteMarker,
            Optional<String> markerVersionId,
            Optional<String> error,
            Optional<String> message) {}
}

package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists all versions: keys in order, each key's versions newest first. */
public record ListObjectVersions(
        BucketName bucket, String prefix, String delimiter, String keyMarker, String versionIdMarker, int maxKeys)
        implements S3Operation<ListObjectVersions.Result> {
    /** A page; the markers to go on with are there only where it is truncated. */
    public record Result(
            List<Entry> entries,
            List<String> commonPrefixes,
            Optional<String> nextKeyMarker,
            Optional<String> nextVersionIdMarker,
            String ownerCanonicalId) {
        /** Copies the lists. */
        public Result {
            entries = List.copyOf(entries);
            commonPrefixes = List.copyOf(commonPrefixes);
        }
    }

    /** One version or delete marker. */
    public record Entry(
            String key,
            String versionId,
            boolean latest,
            boolean deleteMarker,
            Instant lastModified,
            String etag,
            long size,
            String storageClass) {}
}

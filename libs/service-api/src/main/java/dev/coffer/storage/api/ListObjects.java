package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lists current versions in key order (bytes), for ListObjects and ListObjectsV2.
 *
 * @param delimiter empty: none
 * @param after only keys (or, with a delimiter, common prefixes) behind this one; empty: from the beginning
 * @param maxKeys 0 to 1,000: entries and common prefixes together
 */
public record ListObjects(BucketName bucket, String prefix, String delimiter, String after, int maxKeys)
        implements S3Operation<ListObjects.Result> {
    /**
     * A page.
     *
     * @param next the last key or common prefix of this page, to go on after; none at the end
     */
    public record Result(
            List<Entry> entries, List<String> commonPrefixes, Optional<String> next, String ownerCanonicalId) {
        /** Copies the lists. */
        public Result {
            entries = List.copyOf(entries);
            commonPrefixes = List.copyOf(commonPrefixes);
        }
    }

    /** One object. */
    public record Entry(
            String key,
            Instant lastModified,
            String etag,
            long size,
            String storageClass,
            List<String> checksumAlgorithms,
            Optional<String> checksumType) {
        /** Copies the list. */
        public Entry {
            checksumAlgorithms = List.copyOf(checksumAlgorithms);
        }
    }
}

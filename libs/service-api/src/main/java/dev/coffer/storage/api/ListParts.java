package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The parts of an upload. */
public record ListParts(BucketName bucket, ObjectKey key, String uploadId, int partNumberMarker, int maxParts)
        implements S3Operation<ListParts.Result> {
    /** A page of parts. */
    public record Result(
            List<Part> parts,
            int nextMarker,
            boolean truncated,
            String storageClass,
            String ownerCanonicalId,
            Optional<String> checksumAlgorithm,
            Optional<String> checksumType) {
        /** Copies the list. */
        public Result {
            parts = List.copyOf(parts);
        }
    }

    /** One part; {@code etag} unquoted. */
    public record Part(int number, Instant lastModified, String etag, long size, List<StoredChecksum> checksums) {
        /** Copies the list. */
        public Part {
            checksums = List.copyOf(checksums);
        }
    }
}

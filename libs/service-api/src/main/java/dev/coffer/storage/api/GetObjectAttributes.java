package dev.coffer.storage.api;

import java.util.List;
import java.util.Optional;

/** An object's attributes; the edge selects. */
public record GetObjectAttributes(
        BucketName bucket, ObjectKey key, Optional<String> versionId, int partNumberMarker, int maxParts)
        implements S3Operation<GetObjectAttributes.Result> {
    /** Everything that can be selected; checksums always, parts only of multipart objects. */
    public record Result(ObjectHead head, List<StoredChecksum> checksums, Optional<PartListing> parts) {}

    /** A page of parts. */
    public record PartListing(int total, List<Part> parts, int nextMarker, boolean truncated) {
        /** Copies the list. */
        public PartListing {
            parts = List.copyOf(parts);
        }
    }

    /** One part. */
    public record Part(int number, long size, List<StoredChecksum> checksums) {}
}

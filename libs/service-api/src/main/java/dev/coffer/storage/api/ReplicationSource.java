package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A source version as the replication service carries it over.
 *
 * @param sequencer drawn at the source; kept by replicas, so that every replica has the source's order
 * @param addedContext the caller's own encryption context pairs of an SSE-KMS source
 * @param parts empty for objects made by one PUT
 */
public record ReplicationSource(
        String versionId,
        long sequencer,
        boolean deleteMarker,
        String etag,
        long size,
        Instant lastModified,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        String storageClass,
        AppliedEncryption encryption,
        Map<String, String> addedContext,
        List<StoredChecksum> checksums,
        List<PartShape> parts) {
    /** Copies the collections. */
    public ReplicationSource {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
        addedContext = Map.copyOf(addedContext);
        checksums = List.copyOf(checksums);
        parts = List.copyOf(parts);
    }
    /** One part of a multipart object, kept by the replica. */
    public record PartShape(int number, long size, String etag, List<StoredChecksum> checksums) {
        /** Copies the list. */
        public PartShape {
            checksums = List.copyOf(checksums);
        }
    }
}

package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What GET and HEAD say of an object version.
 *
 * @param etag unquoted
 * @param size the whole object's bytes
 * @param contentLength the bytes that this answer is about
 * @param range the range, where a partial answer was asked for
 * @param versionId none in a bucket that never had versioning; {@code null} as text for the null version
 * @param checksums only where the request enabled checksum mode
 * @param partsCount only where a part number was asked for
 * @param replicationStatus {@code PENDING}, {@code COMPLETED}, {@code FAILED} or {@code REPLICA}
 */
public record ObjectHead(
        String etag,
        long size,
        long contentLength,
        Optional<SentRange> range,
        Instant lastModified,
        Optional<String> versionId,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        AppliedEncryption encryption,
        List<StoredChecksum> checksums,
        String storageClass,
        int tagCount,
        Optional<Integer> partsCount,
        Optional<String> replicationStatus) {
    /** Copies the collections. */
    public ObjectHead {
        userMetadata = Map.copyOf(userMetadata);
        checksums = List.copyOf(checksums);
    }
}

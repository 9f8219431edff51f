package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a write of an object answers; {@code etag} unquoted. */
public record WriteResult(
        String etag,
        Optional<String> versionId,
        AppliedEncryption encryption,
        List<StoredChecksum> checksums,
        Instant lastModified,
        long size) {
    /** Copies the collections. */
    public WriteResult {
        checksums = List.copyOf(checksums);
    }
}

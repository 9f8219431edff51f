package dev.coffer.storage.multipart;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.object.ObjectId;
import java.time.Instant;
import java.util.List;

/**
 * A part that was stored for an upload.
 *
 * @param blob its bytes
 * @param size plaintext bytes
 * @param etag unquoted
 */
record UploadedPart(
        int number, ObjectId blob, long size, String etag, List<StoredChecksum> checksums, Instant lastModified) {
    /** The highest part number. */
    static final int MAX_NUMBER = 10_000;

    /** Copies the list. */
    UploadedPart {
        checksums = List.copyOf(checksums);
    }

    /** Its checksum, base64. */
    String checksum(ChecksumAlgorithm algorithm) {
        return checksums.stream()
                .filter(c -> c.algorithm().equals(algorithm.id()))
                .map(StoredChecksum::value)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("part " + number + " has no " + algorithm));
    }
}

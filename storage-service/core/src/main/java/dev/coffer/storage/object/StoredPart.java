package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.blob.BlobName;
import java.util.List;

/**
 * One part of a multipart object, a blob of its own.
 *
 * @param position of its first byte in the object
 * @param size plaintext bytes
 */
public record StoredPart(
        int number, ObjectId blob, long position, long size, String etag, List<StoredChecksum> checksums) {
    /** Copies the list. */
    public StoredPart {
        checksums = List.copyOf(checksums);
    }

    /** Its blob's name; a part has a file of its own. */
    public BlobName name(Region region) {
        return new BlobName(region, blob.value());
    }
}

package dev.coffer.storage.object;

import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.encryption.StoredEncryption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an object version holds and says of itself.
 *
 * @param size plaintext bytes
 * @param etag unquoted
 * @param parts how many blobs it has in {@code object_part}; 0: one blob, whose id is the object's
 * @param location of the one blob; none: it has a file of its own, or there are parts, which always have
 */
public record ObjectContent(
        long size,
        String etag,
        String storageClass,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        List<StoredChecksum> checksums,
        StoredEncryption encryption,
        int parts,
        Optional<BlobLocation> location) {
    /** A delete marker's. */
    public static final ObjectContent NONE = new ObjectContent(
            0,
            "",
            "STANDARD",
            ObjectHeaders.NONE,
            Map.of(),
            Map.of(),
            List.of(),
            new StoredEncryption.Plaintext(),
            0,
            Optional.empty());

    /** Copies the collections. */
    public ObjectContent {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
        checksums = List.copyOf(checksums);
    }

    /** The same with other tags. */
    public ObjectContent withTags(Map<String, String> newTags) {
        return new ObjectContent(
                size, etag, storageClass, headers, userMetadata, newTags, checksums, encryption, parts, location);
    }
}

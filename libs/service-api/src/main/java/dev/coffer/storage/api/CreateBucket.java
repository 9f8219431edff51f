package dev.coffer.storage.api;

import dev.coffer.api.Nothing;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the bucket in the region of the call; idempotent for its owner. The gateway has reserved the name.
 *
 * @param encryptionFloor {@code x-coffer-encryption-floor}: {@code AES256} or {@code none}; else the region's floor
 * @param tags tags to begin with
 */
public record CreateBucket(BucketName bucket, Optional<String> encryptionFloor, Map<String, String> tags)
        implements S3Operation<Nothing> {
    /** Copies the collections. */
    public CreateBucket {
        tags = Map.copyOf(tags);
    }
}

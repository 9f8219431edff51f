package dev.coffer.storage.api;

import java.util.Optional;
import java.util.Set;

/**
 * A bucket's default encryption.
 *
 * @param sseAlgorithm {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param kmsKeyId as it was put; never checked
 * @param blockedEncryptionTypes {@code SSE-C}, or {@code NONE}; empty where not given
 */
public record EncryptionConfiguration(
        String sseAlgorithm, Optional<String> kmsKeyId, boolean bucketKeyEnabled, Set<String> blockedEncryptionTypes) {
    /** Copies the collections. */
    public EncryptionConfiguration {
        blockedEncryptionTypes = Set.copyOf(blockedEncryptionTypes);
    }
}

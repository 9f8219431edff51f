package dev.coffer.kms.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What KMS tells about a key. On the wire {@code awsAccountId} is {@code AWSAccountId}: {@link KmsOperations#wireName}.
 *
 * @param arn the key's ARN
 * @param keyState {@code Enabled}, {@code Disabled}, {@code PendingDeletion}, …
 * @param deletionDate only while the deletion is pending
 * @param keyManager {@code AWS} or {@code CUSTOMER}
 * @param pendingDeletionWindowInDays never set: it belongs to multi-Region keys
 */
public record KeyMetadata(
        String awsAccountId,
        String keyId,
        String arn,
        Instant creationDate,
        boolean enabled,
        String description,
        String keyUsage,
        String keyState,
        Optional<Instant> deletionDate,
        String origin,
        String keyManager,
        String customerMasterKeySpec,
        String keySpec,
        List<String> encryptionAlgorithms,
        boolean multiRegion,
        Optional<Integer> pendingDeletionWindowInDays,
        Optional<String> currentKeyMaterialId) {
    /** Copies the collections. */
    public KeyMetadata {
        encryptionAlgorithms = List.copyOf(encryptionAlgorithms);
    }
}

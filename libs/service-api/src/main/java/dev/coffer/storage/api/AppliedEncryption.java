package dev.coffer.storage.api;

import java.util.Optional;

/**
 * How an object version is encrypted, as answers show it.
 *
 * @param type {@code AES256}, {@code aws:kms}, {@code aws:kms:dsse}, or none for plaintext
 * @param kmsKeyArn the KMS key's ARN, for the KMS types
 * @param bucketKeyEnabled whether its DEK is wrapped by a bucket key
 */
public record AppliedEncryption(Optional<String> type, Optional<String> kmsKeyArn, boolean bucketKeyEnabled) {
    /** Plaintext. */
    public static final AppliedEncryption NONE = new AppliedEncryption(Optional.empty(), Optional.empty(), false);
}

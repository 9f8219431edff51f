package dev.coffer.storage.api;

import java.util.Optional;

/**
 * What a write's headers ask of encryption, as sent; storage validates and decides.
 *
 * @param type {@code x-amz-server-side-encryption}
 * @param kmsKeyId {@code x-amz-server-side-encryption-aws-kms-key-id}: id, ARN, alias name or alias ARN
 * @param context {@code x-amz-server-side-encryption-context}: base64 of a JSON object of strings
 * @param bucketKeyEnabled {@code x-amz-server-side-encryption-bucket-key-enabled}
 */
public record EncryptionRequest(
        Optional<String> type,
        Optional<String> kmsKeyId,
        Optional<String> context,
        Optional<Boolean> bucketKeyEnabled) {
    /** No header at all. */
    public static final EncryptionRequest NONE =
            new EncryptionRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

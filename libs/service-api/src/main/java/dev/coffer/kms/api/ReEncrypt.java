package dev.coffer.kms.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens a blob and seals its plaintext under another key or context; the plaintext never leaves KMS.
 *
 * @param sourceKeyId the key expected, or none: the blob says which
 * @param destinationKeyId id, ARN, alias name or alias ARN, as the client sent it
 */
public record ReEncrypt(
        byte[] ciphertextBlob,
        Map<String, String> sourceEncryptionContext,
        Optional<String> sourceKeyId,
        String destinationKeyId,
        Map<String, String> destinationEncryptionContext,
        Optional<String> sourceEncryptionAlgorithm,
        Optional<String> destinationEncryptionAlgorithm,
        List<String> grantTokens)
        implements KmsControlOperation<ReEncrypt.Result> {
    /** Copies the collections. */
    public ReEncrypt {
        sourceEncryptionContext = Map.copyOf(sourceEncryptionContext);
        destinationEncryptionContext = Map.copyOf(destinationEncryptionContext);
        grantTokens = List.copyOf(grantTokens);
    }

    /** The new blob; both keys by their ARNs. */
    public record Result(
            byte[] ciphertextBlob,
            String sourceKeyId,
            String keyId,
            String sourceEncryptionAlgorithm,
            String destinationEncryptionAlgorithm,
            String sourceKeyMaterialId,
            String destinationKeyMaterialId) {}
}

package dev.coffer.kms.api;

import dev.coffer.envelope.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encrypts up to 4,096 bytes under a KMS key.
 *
 * @param keyId id, ARN, alias name or alias ARN, as the client sent it
 * @param plaintext 1 to 4,096 bytes; stays the sender's to close
 * @param encryptionContext pairs to authenticate
 * @param grantTokens at most 10
 * @param encryptionAlgorithm {@code SYMMETRIC_DEFAULT} or none
 */
public record Encrypt(
        String keyId,
        SecretBytes plaintext,
        Map<String, String> encryptionContext,
        List<String> grantTokens,
        Optional<String> encryptionAlgorithm)
        implements KmsOperation<Encrypt.Result> {

    /** Copies the collections. */
    public Encrypt {
        encryptionContext = Map.copyOf(encryptionContext);
        grantTokens = List.copyOf(grantTokens);
    }

    /** The blob; {@code keyId} is the key's ARN. */
    public record Result(byte[] ciphertextBlob, String keyId, String encryptionAlgorithm, String keyMaterialId) {}
}

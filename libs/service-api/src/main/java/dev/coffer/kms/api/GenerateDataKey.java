package dev.coffer.kms.api;

import dev.coffer.envelope.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new data key under a KMS key.
 *
 * @param keyId id, ARN, alias name or alias ARN, as the client sent it
 * @param keySpec {@code AES_256} or {@code AES_128}; excludes {@code numberOfBytes}
 * @param numberOfBytes 1 to 1,024
 * @param encryptionContext pairs to authenticate
 * @param grantTokens at most 10
 */
public record GenerateDataKey(
        String keyId,
        Optional<String> keySpec,
        Optional<Integer> numberOfBytes,
        Map<String, String> encryptionContext,
        List<String> grantTokens)
        implements KmsOperation<GenerateDataKey.Result> {

    /** Copies the collections. */
    public GenerateDataKey {
        encryptionContext = Map.copyOf(encryptionContext);
        grantTokens = List.copyOf(grantTokens);
    }

    /** A 256-bit data key. */
    public static GenerateDataKey aes256(String keyId, Map<String, String> encryptionContext) {
        return new GenerateDataKey(keyId, Optional.of("AES_256"), Optional.empty(), encryptionContext, List.of());
    }

    /**
     * The data key.
     *
     * @param ciphertextBlob the wrapped data key, to be stored
     * @param plaintext the data key; the receiver closes it
     * @param keyId the key's ARN
     * @param keyMaterialId the backing key's id
     */
    public record Result(byte[] ciphertextBlob, SecretBytes plaintext, String keyId, String keyMaterialId) {}
}

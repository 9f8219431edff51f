package dev.coffer.kms.api;

import dev.coffer.envelope.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens a ciphertext blob.
 *
 * @param ciphertextBlob 1 to 6,144 bytes
 * @param encryptionContext the pairs given at encryption
 * @param grantTokens at most 10
 * @param keyId the key expected, or none: the blob says which
 * @param encryptionAlgorithm {@code SYMMETRIC_DEFAULT} or none
 */
public record Decrypt(
        byte[] ciphertextBlob,
        Map<String, String> encryptionContext,
        List<String> grantTokens,
        Optional<String> keyId,
        Optional<String> encryptionAlgorithm)
        implements KmsOperation<Decrypt.Result> {

    /** Copies the collections. */
    public Decrypt {
        encryptionContext = Map.copyOf(encryptionContext);
        grantTokens = List.copyOf(grantTokens);
    }

    /** A symmetric blob whose key it names itself, as S3 asks. */
    public static Decrypt blob(byte[] ciphertextBlob, Map<String, String> encryptionContext) {
        return new Decrypt(
                ciphertextBlob, encryptionContext, List.of(), Optional.empty(), Optional.of("SYMMETRIC_DEFAULT"));
    }

    /** The plaintext; the receiver closes it. {@code keyId} is the key's ARN. */
    public record Result(String keyId, SecretBytes plaintext, String encryptionAlgorithm, String keyMaterialId) {}
}

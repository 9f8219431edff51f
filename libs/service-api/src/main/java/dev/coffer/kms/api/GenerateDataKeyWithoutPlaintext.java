package dev.coffer.kms.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new data key of which only the ciphertext is handed out. Members as of {@link GenerateDataKey}. */
public record GenerateDataKeyWithoutPlaintext(
        String keyId,
        Optional<String> keySpec,
        Optional<Integer> numberOfBytes,
        Map<String, String> encryptionContext,
        List<String> grantTokens)
        implements KmsControlOperation<GenerateDataKeyWithoutPlaintext.Result> {
    /** Copies the collections. */
    public GenerateDataKeyWithoutPlaintext {
        encryptionContext = Map.copyOf(encryptionContext);
        grantTokens = List.copyOf(grantTokens);
    }

    /** The wrapped data key; {@code keyId} is the key's ARN. */
    public record Result(byte[] ciphertextBlob, String keyId, String keyMaterialId) {}
}

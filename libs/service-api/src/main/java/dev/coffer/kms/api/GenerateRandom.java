package dev.coffer.kms.api;

import dev.coffer.envelope.SecretBytes;
import java.util.Optional;

/**
 * Random bytes.
 *
 * @param numberOfBytes 1 to 1,024
 */
public record GenerateRandom(Optional<Integer> numberOfBytes, Optional<String> customKeyStoreId)
        implements KmsControlOperation<GenerateRandom.Result> {
    /** The bytes; the receiver closes them. */
    public record Result(SecretBytes plaintext) {}
}

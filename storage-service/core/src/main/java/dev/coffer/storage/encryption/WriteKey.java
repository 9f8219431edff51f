package dev.coffer.storage.encryption;

import dev.coffer.envelope.SecretBytes;
import java.util.Optional;

/**
 * A new object's data key, and how it will be found again.
 *
 * @param dataKey none for plaintext; destroyed when this is closed
 */
public record WriteKey(StoredEncryption stored, Optional<SecretBytes> dataKey) implements AutoCloseable {
    @Override
    public void close() {
        dataKey.ifPresent(SecretBytes::close);
    }
}

package dev.coffer.gateway.identity;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.platform.secrets.SecretFile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key that seals access keys' secrets, 32 bytes. From the configuration ({@code coffer.access-keys.sealing-key}, base64,
 * the same for every gateway), else from {@code DATA/secrets/access-keys.key}, made at first start.
 */
class SealingKey {
    static final String FILE = "secrets/access-keys.key";

    @Produces
    @Singleton
    SealedSecrets sealedSecrets(
            @ConfigProperty(name = "coffer.access-keys.sealing-key") Optional<String> configured,
            @ConfigProperty(name = "coffer.data") Path data) {
        byte[] key = configured
                .map(SealingKey::decoded)
                .orElseGet(() -> new SecretFile(data.resolve(FILE))
                        .readOrCreate(() ->
                                SecretBytes.random(SealedSecrets.KEY_BYTES).use(byte[]::clone)));
        try (SecretBytes secret = SecretBytes.adopt(key)) {
            return new SealedSecrets(secret);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("coffer.access-keys.sealing-key is not base64"); // without what it says
        }
    }
}

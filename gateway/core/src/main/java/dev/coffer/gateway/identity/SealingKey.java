package dev.coffer.gateway.identity;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.platform.secrets.SecretFile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that seals access keys' secrets: {@code DATA/secrets/access-keys.key}, 32 bytes, made at first start. */
class SealingKey {
    static final String FILE = "secrets/access-keys.key";

    @Produces
    @Singleton
    SealedSecrets sealedSecrets(@ConfigProperty(name = "coffer.data") Path data) {
        byte[] key = new SecretFile(data.resolve(FILE))
                .readOrCreate(() -> SecretBytes.random(SealedSecrets.KEY_BYTES).use(byte[]::clone));
        try (SecretBytes secret = SecretBytes.adopt(key)) {
            return new SealedSecrets(secret);
        }
    }
}

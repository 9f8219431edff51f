package dev.coffer.storage.encryption;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.platform.secrets.SecretFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The root under all SSE-S3 keys: this service's own, unknown to KMS. From the configuration ({@code coffer.sse-s3.root},
 * base64 of 32 bytes, the same for every instance), else from a file that only its owner may read, made at first start.
 */
@ApplicationScoped
public class SseS3Root {
    private final SecretBytes key;

    SseS3Root(
            @ConfigProperty(name = "coffer.sse-s3.root") Optional<String> configured,
            @ConfigProperty(name = "coffer.data") Path data) {
        byte[] bytes = decode(configured.orElseGet(() -> ofFile(data)));
        if (bytes.length != WrappedDataKey.KEY_BYTES) {
            throw new IllegalStateException("the SSE-S3 root is not " + WrappedDataKey.KEY_BYTES + " bytes");
        }
        this.key = SecretBytes.adopt(bytes);
    }

    SecretBytes key() {
        return key;
    }

    private static String ofFile(Path data) {
        byte[] text = new SecretFile(data.resolve("secrets").resolve("sse-s3-root")).readOrCreate(SseS3Root::fresh);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static byte[] fresh() {
        try (SecretBytes key = SecretBytes.random(WrappedDataKey.KEY_BYTES)) {
            return key.use(Base64.getEncoder()::encode);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the SSE-S3 root is not base64");
        }
    }
}

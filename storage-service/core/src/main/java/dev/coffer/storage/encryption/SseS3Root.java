package dev.coffer.storage.encryption;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.platform.secrets.SecretFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The root under all SSE-S3 keys: this service's own, unknown to KMS. From the configuration ({@code coffer.sse-s3.root},
 * base64 of 32 bytes, the same for every instance), else from a file that only its owner may read, made at first start.
 */
@ApplicationScoped
public class SseS3Root {
    private final Optional<String> configured;
    private final Path path;
    private volatile @Nullable SecretBytes key;

    SseS3Root(
            @ConfigProperty(name = "coffer.sse-s3.root") Optional<String> configured,
            @ConfigProperty(name = "coffer.data") Path data) {
        this.configured = configured;
        this.path = data.resolve("secrets").resolve("sse-s3-root");
    }

    /**
     * Finds it.
     *
     * @param mayCreate whether nothing lies under one yet; else a new one would only stand in the way of the right one
     * @throws IllegalStateException with one line for people, if there is none
     */
    void load(boolean mayCreate) {
        byte[] bytes = decode(configured.orElseGet(() -> ofFile(mayCreate)));
        if (bytes.length != WrappedDataKey.KEY_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalStateException("the SSE-S3 root in " + where() + " has " + bytes.length
                    + " bytes instead of " + WrappedDataKey.KEY_BYTES);
        }
        this.key = SecretBytes.adopt(bytes);
    }

    SecretBytes key() {
        return Objects.requireNonNull(key, "the SSE-S3 root is used before it was loaded");
    }

    /** Where it is looked for, for messages. */
    String where() {
        return configured.isPresent() ? "coffer.sse-s3.root" : path.toString();
    }

    private String ofFile(boolean mayCreate) {
        SecretFile file = new SecretFile(path);
        byte[] text = mayCreate
                ? file.readOrCreate(SseS3Root::fresh)
                : file.read()
                        .orElseThrow(() -> new IllegalStateException("the SSE-S3 root " + path + " is missing, and the"
                                + " keys in this database lie under it: put it back, or set coffer.sse-s3.root"));
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static byte[] fresh() {
        try (SecretBytes key = SecretBytes.random(WrappedDataKey.KEY_BYTES)) {
            return key.use(Base64.getEncoder()::encode);
        }
    }

    private byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the SSE-S3 root in " + where() + " is not base64");
        }
    }
}

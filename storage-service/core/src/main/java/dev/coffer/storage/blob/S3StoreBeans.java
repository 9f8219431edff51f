package dev.coffer.storage.blob;

import dev.coffer.storage.blob.s3.S3BlobStore;
import dev.coffer.storage.blob.s3.S3Settings;
import dev.coffer.storage.blob.s3.StoreCredentials;
import dev.coffer.storage.metadata.IdentityRows;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The blob store in a bucket, from the settings {@code coffer.blobs.s3.*}; made only where it is wanted. */
final class S3StoreBeans {
    private static final String PREFIX = "coffer.blobs.s3.";
    /** A quarter of the heap, and no more than this, unless it is configured. */
    private static final long MEMORY_BYTES = 64L << 20;

    private S3StoreBeans() {}

    @Produces
    @Singleton
    @Typed(S3BlobStore.class)
    static S3BlobStore blobStore(Config config, IdentityRows identity) {
        S3Settings settings = new S3Settings(
                config.getOptionalValue(PREFIX + "endpoint", URI.class),
                config.getOptionalValue(PREFIX + "region", String.class).orElse("us-east-1"),
                required(config, "bucket"),
                config.getOptionalValue(PREFIX + "prefix", String.class).orElse(""),
                config.getOptionalValue(PREFIX + "path-style", Boolean.class).orElse(true),
                config.getOptionalValue(PREFIX + "memory-bytes", Long.class)
                        .orElse(Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4)),
                config.getOptionalValue(PREFIX + "keep-deleted", Duration.class).orElse(Duration.ofMinutes(15)));
        return S3BlobStore.open(settings, credentials(config), identity::id);
    }

    private static StoreCredentials credentials(Config config) {
        Optional<Path> file = config.getOptionalValue(PREFIX + "credentials-file", Path.class);
        return file.isPresent()
                ? StoreCredentials.ofFile(file.get())
                : StoreCredentials.of(required(config, "access-key-id"), required(config, "secret-access-key"));
    }

    private static String required(Config config, String setting) {
        return config.getOptionalValue(PREFIX + setting, String.class)
                .orElseThrow(() -> new IllegalStateException(PREFIX + setting + " is not configured"));
    }

    static void close(@Disposes S3BlobStore store) {
        store.close();
    }
}

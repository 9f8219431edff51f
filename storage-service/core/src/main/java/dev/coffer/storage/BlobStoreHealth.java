package dev.coffer.storage;

import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.time.Repeating;
import dev.coffer.storage.blob.BlobStoreKind;
import dev.coffer.storage.blob.s3.S3BlobStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the store of blobs elsewhere does not answer, or holds another deployment's blobs; it is asked now and
 * then in the background, so that a probe never waits for it. Blobs on the process's own disk need no question.
 */
@Readiness
@ApplicationScoped
public class BlobStoreHealth implements HealthCheck {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ServedRegions regions;
    private final Optional<S3BlobStore> store;
    private final Repeating question;
    private volatile Optional<String> problem;

    BlobStoreHealth(ServedRegions regions, BlobStoreKind kind, Instance<S3BlobStore> s3) {
        this.regions = regions;
        this.store = kind == BlobStoreKind.S3 ? Optional.of(s3.get()) : Optional.empty();
        this.problem = store.map(asked -> "it has not answered yet");
        this.question = Chores.every(PAUSE, "storage-blob-store-health", this::ask);
    }

    void start(@Observes @Priority(30) StartupEvent event) {
        if (store.isPresent()) {
            question.startAtOnce();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        question.close();
    }

    private void ask() {
        store.ifPresent(asked -> {
            try {
                regions.all().forEach(asked::requireAvailable);
                problem = Optional.empty();
            } catch (AwsException e) {
                problem = asked.fault().or(() -> Optional.of(e.text()));
            }
        });
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> known = problem;
        return HealthCheckResponse.named("Blob store")
                .status(known.isEmpty())
                .withData("store", store.isPresent() ? "s3" : "file")
                .withData("problem", known.orElse("none"))
                .build();
    }
}

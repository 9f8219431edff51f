package dev.coffer.gateway.directory;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.directory.StoredBucketDirectory.Half;
import dev.coffer.gateway.identity.PolicySet;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.api.HeadBucket;
import dev.coffer.storage.api.StorageApi;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Finishes creations and deletions whose gateway died between two steps: asks the region whether the bucket is there,
 * which is the truth. Any number of instances may sweep at once.
 */
@ApplicationScoped
class DirectorySweeper {
    private static final Logger LOG = Logger.getLogger(DirectorySweeper.class);
    private static final Duration ABANDONED = Duration.ofMinutes(1);
    private static final long PERIOD_SECONDS = 20;
    private static final int BATCH = 100;

    private final StoredBucketDirectory directory;
    private final StorageApi storage;
    private final CofferClock clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("directory-sweeper").factory());

    DirectorySweeper(StoredBucketDirectory directory, StorageApi storage, CofferClock clock) {
        this.directory = directory;
        this.storage = storage;
        this.clock = clock;
    }

    void start(@Observes @Priority(30) StartupEvent event) {
        var _ = schedule.scheduleWithFixedDelay(this::sweepQuietly, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        schedule.shutdownNow();
    }

    /** Looks at everything abandoned once; what can't be asked now waits for the next time. */
    int sweep() {
        int settled = 0;
        for (Half half : directory.halves(clock.real().minus(ABANDONED), BATCH)) {
            Optional<Boolean> there = regionHas(half.entry());
            if (there.isPresent() && directory.settle(half, there.get())) {
                LOG.infof(
                        "bucket %s was left %s: %s",
                        half.entry().bucket(),
                        half.state(),
                        there.get() ? "it is there, and found again" : "forgotten");
                settled++;
            }
        }
        return settled;
    }

    private void sweepQuietly() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warnf("cannot sweep the bucket directory now: %s", e.getMessage());
        }
    }

    private Optional<Boolean> regionHas(BucketDirectory.Entry entry) {
        try {
            storage.call(new HeadBucket(entry.bucket()), entry.region(), ownersRoot(entry));
            return Optional.of(true);
        } catch (AwsException e) {
            if (S3Error.NO_SUCH_BUCKET.is(e)) {
                return Optional.of(false);
            }
            LOG.warnf("cannot ask %s for bucket %s: %s", entry.region(), entry.bucket(), e.code());
            return Optional.empty();
        }
    }

    private static Caller ownersRoot(BucketDirectory.Entry entry) {
        RequestFacts facts =
                new RequestFacts(UUID.randomUUID().toString(), "gateway.coffer.internal", "coffer-directory", "");
        return new Caller(
                new Principal.Root(entry.owner(), ""),
                PolicySet.EMPTY.hash(),
                entry.ownerCanonicalId(),
                facts,
                Optional.empty(),
                Map.of());
    }
}

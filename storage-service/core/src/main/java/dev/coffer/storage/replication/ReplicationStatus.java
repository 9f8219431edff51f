package dev.coffer.storage.replication;

import dev.coffer.aws.error.AwsException;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.kafka.DeadLetterChannel;
import dev.coffer.platform.kafka.DeadLetters;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.time.Backoff;
import dev.coffer.storage.object.KeyChanges;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Folds replication outcomes into the sources' replication status. Delivered at least once, and idempotent: the offsets of
 * a batch are committed after it is in the database. What is no outcome becomes a dead letter; what came too late (its
 * bucket or version is gone) changes nothing.
 */
@ApplicationScoped
public class ReplicationStatus {
    private static final Logger LOG = Logger.getLogger(ReplicationStatus.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("storage-replication-status").start(work);

    private final KeyChanges changes;
    private final ServedRegions regions;
    private final DeadLetters deadLetters;

    ReplicationStatus(
            KeyChanges changes,
            ServedRegions regions,
            @Channel("storage-dead-letters-out") MutinyEmitter<byte[]> deadLetters) {
        this.changes = changes;
        this.regions = regions;
        this.deadLetters = new DeadLetterChannel("replication-status", deadLetters);
    }

    @Incoming("storage-replication-status-in")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<Delivery> batch = Delivery.of(records);
        return Uni.createFrom().completionStage(() -> CompletableFuture.runAsync(() -> fold(batch), VIRTUAL));
    }

    /** Folds all of them side by side, so that they share commits: in which order does not matter. */
    void fold(List<Delivery> batch) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> folds = batch.stream()
                    .map(d -> CompletableFuture.runAsync(() -> fold(d), threads))
                    .toList();
            folds.forEach(CompletableFuture::join);
        }
    }

    private void fold(Delivery delivery) {
        for (int failures = 1; ; failures++) {
            try {
                attempt(delivery);
                return;
            } catch (DatabaseException e) {
                LOG.warnf("COFFER-STORAGE-005 %s is tried again: %s", delivery.position(), e);
                pause(failures);
            }
        }
    }

    private void attempt(Delivery delivery) {
        StatusChange change;
        try {
            byte[] value = Objects.requireNonNullElse(delivery.value(), new byte[0]);
            change = new StatusChange(ReplicationOutcome.fromJson(new String(value, StandardCharsets.UTF_8)));
            change.bucket();
            change.key();
        } catch (UncheckedIOException | IllegalArgumentException | AwsException e) {
            deadLetters.send(delivery, String.valueOf(e.getMessage()), 1);
            return;
        }
        if (regions.serves(change.region())) {
            try {
                changes.apply(change);
            } catch (AwsException gone) {
                LOG.debugf("an outcome came too late: %s", gone.getMessage());
            }
        }
    }

    private static void pause(int failures) {
        try {
            Thread.sleep(BACKOFF.after(failures, ThreadLocalRandom.current()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}

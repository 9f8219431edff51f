package dev.coffer.kms.audit;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.events.audit.AuditRecord;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * The log in Kafka, acknowledged by all replicas. Guarantees that a record is in the log when {@link #append} returns. A
 * lone record is sent at once; records of concurrent calls travel together while earlier ones are on their way.
 */
@ApplicationScoped
public class KafkaAuditLog implements AuditLog {
    private static final int MOST_WAITING = 16_384;
    private static final long TIMEOUT_SECONDS = 6; // a little more than the producer gives itself

    private final Emitter<String> emitter;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    KafkaAuditLog(@Channel("kms-audit-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<String> emitter) {
        this.emitter = emitter; // bounded by the semaphore
    }

    @Override
    public void append(Region region, String key, List<AuditRecord> records) {
        if (!waiting.tryAcquire(records.size())) {
            throw new Unavailable("too many records wait for the log", new IllegalStateException("overflow"));
        }
        try {
            CompletableFuture.allOf(records.stream()
                            .map(record -> send(region, key, record))
                            .toArray(CompletableFuture[]::new))
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Unavailable("the log refused a record", e);
        } catch (TimeoutException e) {
            throw new Unavailable("the log did not answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (IllegalStateException e) {
            throw new Unavailable("the channel to the log is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while the log was writing", e);
        } finally {
            waiting.release(records.size()); // what timed out here has timed out at the producer
        }
    }

    private CompletableFuture<Void> send(Region region, String key, AuditRecord record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        Metadata metadata = Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(Topics.kmsAudit(region))
                .withKey(key)
                .build());
        emitter.send(Message.of(
                record.toJson(),
                metadata,
                () -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    acknowledged.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return acknowledged;
    }
}

package dev.coffer.audit.ingest;

import dev.coffer.audit.trail.TrailRecords;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.DeadLetterChannel;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The audit topics' consumer: at-least-once delivery, one batch at a time. The offsets of a batch are committed after it
 * is stored, and the next batch is asked for only then, so that a slow database slows the polling down.
 */
@ApplicationScoped
class AuditIngest {
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("audit-ingest").start(work);

    private final Ingestion ingestion;

    AuditIngest(
            Database database,
            @Channel("audit-dead-letters-out") MutinyEmitter<byte[]> deadLetters,
            FaultPoints faults) {
        this.ingestion = new Ingestion(new TrailRecords(database), new DeadLetterChannel("audit", deadLetters), faults);
    }

    @Incoming("audit-in")
    Uni<Void> store(ConsumerRecords<String, byte[]> records) {
        List<Delivery> batch = Delivery.of(records);
        return Uni.createFrom().completionStage(() -> CompletableFuture.runAsync(() -> store(batch), VIRTUAL));
    }

    private void store(List<Delivery> batch) {
        try {
            ingestion.store(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}

package dev.coffer.kms.audit;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.platform.kafka.KafkaConnection;
import dev.coffer.platform.kafka.LogAppender;
import dev.coffer.platform.kafka.TraceHeader;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.Traces;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log in Kafka, acknowledged by all replicas. Guarantees that a record is in the log when {@link #append} returns. A
 * lone record is sent at once; records of concurrent calls travel together while earlier ones are on their way. A call
 * that finds the log away fails after {@link #TIMEOUT}.
 */
@Startup // the first call does not wait for a connection
@Singleton
public class KafkaAuditLog implements AuditLog {
    /** How long a record is tried. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int MOST_WAITING = 16_384;

    private final LogAppender appender;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    KafkaAuditLog(KafkaConnection connection) {
        this.appender = LogAppender.open(connection, "coffer-kms-audit", TIMEOUT);
    }

    @Override
    public void append(Region region, String key, List<AuditRecord> records) {
        Traces.part(SpanName.AUDIT_APPEND, () -> {
            appendAll(region, key, records);
            return records.size();
        });
    }

    private void appendAll(Region region, String key, List<AuditRecord> records) {
        if (!waiting.tryAcquire(records.size())) {
            throw new Unavailable("too many records wait for the log", new IllegalStateException("overflow"));
        }
        try {
            CompletableFuture<?>[] acknowledgements = new CompletableFuture<?>[records.size()];
            for (int i = 0; i < acknowledgements.length; i++) {
                ProducerRecord<String, String> entry = new ProducerRecord<>(
                        Topics.kmsAudit(region), key, records.get(i).toJson());
                TraceHeader.add(entry, Traces.current());
                acknowledgements[i] = appender.append(entry);
            }
            for (CompletableFuture<?> acknowledgement : acknowledgements) {
                acknowledgement.get(); // ends by the appender's timeout
            }
        } catch (ExecutionException e) {
            throw new Unavailable("the log refused a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while the log was writing", e);
        } finally {
            waiting.release(records.size());
        }
    }

    @PreDestroy
    void close() {
        appender.close();
    }
}

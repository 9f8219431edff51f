package dev.coffer.storage.outbox;

import dev.coffer.platform.kafka.KafkaConnection;
import dev.coffer.platform.kafka.LogAppender;
import dev.coffer.platform.kafka.TraceHeader;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Kafka; acknowledged by all in-sync replicas. */
@ApplicationScoped
public class KafkaOutboxLog implements OutboxLog {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final LogAppender appender;

    KafkaOutboxLog(KafkaConnection connection) {
        this.appender = LogAppender.open(connection, "coffer-storage-outbox", TIMEOUT);
    }

    @Override
    public CompletableFuture<Void> send(OutboxMessage message) {
        ProducerRecord<String, String> entry = new ProducerRecord<>(message.topic(), message.key(), message.payload());
        entry.headers().add("content-type", message.contentType().getBytes(StandardCharsets.US_ASCII));
        TraceSpan span = Traces.begin(SpanName.RELAY, message::traceparent);
        TraceHeader.add(entry, span);
        CompletableFuture<Void> acknowledged = appender.append(entry);
        return span.isTraced() ? acknowledged.whenComplete((done, failure) -> end(span, failure)) : acknowledged;
    }

    private static void end(TraceSpan span, @Nullable Throwable failure) {
        if (failure != null) {
            span.failed(failure);
        }
        span.close();
    }

    @PreDestroy
    void close() {
        appender.close();
    }
}

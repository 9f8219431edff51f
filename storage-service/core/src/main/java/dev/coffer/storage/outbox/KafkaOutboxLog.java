package dev.coffer.storage.outbox;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Kafka, through the channel {@code storage-outbox-out}; acknowledged by all in-sync replicas. */
@ApplicationScoped
public class KafkaOutboxLog implements OutboxLog {
    private static final int BUFFER = 2048;

    private final Emitter<String> emitter;

    KafkaOutboxLog(
            @Channel("storage-outbox-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    Emitter<String> emitter) {
        this.emitter = emitter;
    }

    @Override
    public CompletableFuture<Void> send(OutboxMessage message) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Headers headers = new RecordHeaders();
        headers.add("content-type", message.contentType().getBytes(StandardCharsets.US_ASCII));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(message.topic())
                .withKey(message.key())
                .withHeaders(headers)
                .build();
        emitter.send(Message.of(
                message.payload(),
                Metadata.of(metadata),
                () -> {
                    sent.complete(null);
                    return CompletableFuture.completedFuture(null);
                },
                cause -> {
                    sent.completeExceptionally(cause);
                    return CompletableFuture.completedFuture(null);
                }));
        return sent;
    }
}

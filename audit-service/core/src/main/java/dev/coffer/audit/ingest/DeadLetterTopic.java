package dev.coffer.audit.ingest;

import dev.coffer.events.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Dead letters beside the topic that they came from, untouched, with where and why in their headers. */
@ApplicationScoped
class DeadLetterTopic implements DeadLetters {
    private final MutinyEmitter<byte[]> emitter;

    DeadLetterTopic(@Channel("audit-dead-letters-out") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    @Override
    public void send(Delivery delivery, String reason) {
        byte[] value = Objects.requireNonNullElse(delivery.value(), new byte[0]);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(Topics.deadLetters(delivery.topic()))
                .withKey(delivery.key())
                .withHeaders(headers(delivery, reason))
                .build();
        emitter.sendMessageAndAwait(Message.of(value).addMetadata(metadata));
    }

    private static Headers headers(Delivery delivery, String reason) {
        Headers headers = new RecordHeaders();
        add(headers, "dead-letter-reason", reason);
        add(headers, "dead-letter-topic", delivery.topic());
        add(headers, "dead-letter-partition", Integer.toString(delivery.partition()));
        add(headers, "dead-letter-offset", Long.toString(delivery.offset()));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

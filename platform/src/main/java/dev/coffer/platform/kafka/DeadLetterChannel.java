package dev.coffer.platform.kafka;

import dev.coffer.events.Topics;
import dev.coffer.platform.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Dead letters in the topic beside the one that they came from, byte for byte, with where they were and why they are dead
 * in their headers.
 */
public final class DeadLetterChannel implements DeadLetters {
    private final MutinyEmitter<byte[]> emitter;
    private final Counter sent;

    /**
     * Dead letters of one consumer.
     *
     * @param consumer as metrics call it
     * @param emitter of a channel with a byte-array serializer and {@code acks=all}
     */
    public DeadLetterChannel(String consumer, MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
        this.sent = Meters.counter("coffer.dead.letters", "Records that a consumer gave up on", "consumer", consumer);
    }

    @Override
    public void send(Delivery delivery, String reason, int attempts) {
        byte[] value = Objects.requireNonNullElse(delivery.value(), new byte[0]);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(Topics.deadLetters(delivery.topic()))
                .withKey(delivery.key())
                .withHeaders(headers(delivery, reason, attempts))
                .build();
        emitter.sendMessageAndAwait(Message.of(value).addMetadata(metadata));
        sent.increment();
    }

    private static Headers headers(Delivery delivery, String reason, int attempts) {
        Headers headers = new RecordHeaders();
        add(headers, "dead-letter-reason", reason);
        add(headers, "dead-letter-attempts", Integer.toString(attempts));
        add(headers, "dead-letter-topic", delivery.topic());
        add(headers, "dead-letter-partition", Integer.toString(delivery.partition()));
        add(headers, "dead-letter-offset", Long.toString(delivery.offset()));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.coffer.platform.kafka;

import dev.coffer.platform.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as the log delivered it; {@code value} is null for a tombstone.
 *
 * @param traceparent of whoever appended it, where this process traces
 */
public record Delivery(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        byte @Nullable [] value,
        Optional<String> traceparent) {

    /** A record of nobody's trace. */
    public Delivery(String topic, int partition, long offset, @Nullable String key, byte @Nullable [] value) {
        this(topic, partition, offset, key, value, Optional.empty());
    }

    /** The deliveries of a poll, each partition's in its order. */
    public static List<Delivery> of(ConsumerRecords<String, byte[]> records) {
        List<Delivery> deliveries = new ArrayList<>(records.count());
        records.forEach(r ->
                deliveries.add(new Delivery(r.topic(), r.partition(), r.offset(), r.key(), r.value(), traceparent(r))));
        return deliveries;
    }

    private static Optional<String> traceparent(ConsumerRecord<?, ?> entry) {
        if (!Traces.on()) {
            return Optional.empty();
        }
        Header header = entry.headers().lastHeader(Traces.TRACEPARENT);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** Where it is in the log, for people. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}

package dev.coffer.platform.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** A record as the log delivered it; {@code value} is null for a tombstone. */
public record Delivery(
        String topic, int partition, long offset, @Nullable String key, byte @Nullable [] value) {

    /** The deliveries of a poll, each partition's in its order. */
    public static List<Delivery> of(ConsumerRecords<String, byte[]> records) {
        List<Delivery> deliveries = new ArrayList<>(records.count());
        records.forEach(r -> deliveries.add(new Delivery(r.topic(), r.partition(), r.offset(), r.key(), r.value())));
        return deliveries;
    }

    /** Where it is in the log, for people. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}

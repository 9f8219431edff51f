package dev.coffer.conformance.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning as Kafka's console consumer would: plain strings, no group. */
final class Topic {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private Topic() {}

    /** A record's key and its value as JSON. */
    record Message(String key, JsonNode value, long offset, int partition) {}

    /** The records that {@code which} accepts, read until there are {@code count} of them. */
    static List<Message> read(String bootstrapServers, String topic, int count, Predicate<Message> which) {
        List<Message> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long begun = System.nanoTime();
            while (found.size() < count && System.nanoTime() - begun < PATIENCE_NANOS) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Message message = new Message(
                            record.key(), Json.read(record.value(), topic), record.offset(), record.partition());
                    if (which.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }
}

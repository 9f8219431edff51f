package dev.coffer.conformance.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning as Kafka's console consumer would: plain strings, no group. */
public final class Topic {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private Topic() {}

    /** A record's key, its value as JSON, and its headers' names. */
    public record Message(String key, JsonNode value, List<String> headers, long offset, int partition) {
        /** Copies the list. */
        public Message {
            headers = List.copyOf(headers);
        }

        private static Message of(ConsumerRecord<String, String> entry) {
            List<String> headers = new ArrayList<>();
            entry.headers().forEach(header -> headers.add(header.key()));
            return new Message(
                    entry.key(), Json.read(entry.value(), entry.topic()), headers, entry.offset(), entry.partition());
        }
    }

    /** The records that {@code which} accepts, read until there are {@code count} of them. */
    public static List<Message> read(String bootstrapServers, String topic, int count, Predicate<Message> which) {
        return read(Map.of("bootstrap.servers", bootstrapServers), topic, count, which);
    }

    /** The same, by a consumer with these settings. */
    public static List<Message> read(Map<String, Object> settings, String topic, int count, Predicate<Message> which) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("auto.offset.reset", "earliest");
        List<Message> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long begun = System.nanoTime();
            while (found.size() < count && System.nanoTime() - begun < PATIENCE_NANOS) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Message message = Message.of(record);
                    if (which.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }
}

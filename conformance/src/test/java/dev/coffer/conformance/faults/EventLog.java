package dev.coffer.conformance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The object events of one region about some buckets, read as any consumer would; what has been read is kept. */
final class EventLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String CREATED = "ObjectCreated:";
    private static final String REMOVED = "ObjectRemoved:";

    private final Map<String, Object> settings;
    private final String topic;
    private final Set<String> buckets;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<StoredEvent> events = new ArrayList<>();

    EventLog(Map<String, Object> settings, String region, Set<String> buckets) {
        this.settings = settings;
        this.topic = "coffer.s3.object-events." + region;
        this.buckets = buckets;
    }

    /** All that the log has by now, each key's in its order. */
    List<StoredEvent> read() {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(p -> consumer.seek(p, positions.getOrDefault(p, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(POLL).forEach(record -> add(Json.read(record.value(), topic)));
            }
            partitions.forEach(p -> positions.put(p, consumer.position(p)));
        }
        return List.copyOf(events);
    }

    private void add(JsonNode message) {
        JsonNode data = message.path("data");
        JsonNode record = data.has("Records") ? data.at("/Records/0") : data;
        String name = record.path("eventName").asText();
        String bucket = record.at("/s3/bucket/name").asText();
        if (buckets.contains(bucket) && (name.startsWith(CREATED) || name.startsWith(REMOVED))) {
            events.add(new StoredEvent(
                    bucket,
                    record.at("/s3/object/key").asText(),
                    record.at("/s3/object/versionId").asText(),
                    message.path("id").asText()));
        }
    }
}

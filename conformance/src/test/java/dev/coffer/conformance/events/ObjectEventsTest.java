package dev.coffer.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.conformance.events.Topic.Message;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

@Conformance
class ObjectEventsTest {
    private final Deployment coffer;

    ObjectEventsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @BeforeEach
    void needs_kafka() {
        assumeFalse(coffer.kafka().isEmpty(), "KAFKA_BOOTSTRAP_SERVERS is not set");
    }

    private List<Message> events(String bucket, int count) {
        return Topic.read(
                coffer.kafka(),
                "coffer.s3.object-events." + coffer.home(),
                count,
                message -> message.key() != null && message.key().startsWith(bucket + "/"));
    }

    private static JsonNode s3(Message message) {
        JsonNode data = message.value().path("data");
        return data.has("Records") ? data.at("/Records/0") : data;
    }

    @Test
    void every_change_of_an_object_is_a_cloud_event() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putBucketVersioning(
                        v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        var put = coffer.s3().putObject(p -> p.bucket(bucket).key("ä b"), RequestBody.fromString("hello"));
        coffer.s3()
                .copyObject(c -> c.sourceBucket(bucket)
                        .sourceKey("ä b")
                        .destinationBucket(bucket)
                        .destinationKey("copy"));
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("copy"));
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("ä b").versionId(put.versionId()));
        List<Message> events = events(bucket, 4);
        assertThat(events)
                .extracting(m -> s3(m).path("eventName").asText())
                .containsExactlyInAnyOrder(
                        "ObjectCreated:Put",
                        "ObjectCreated:Copy",
                        "ObjectRemoved:DeleteMarkerCreated",
                        "ObjectRemoved:Delete");
        Message created = events.stream()
                .filter(m -> s3(m).path("eventName").asText().equals("ObjectCreated:Put"))
                .findFirst()
                .orElseThrow();
        assertThat(created.value().path("specversion").asText()).isEqualTo("1.0");
        assertThat(created.value().path("id").asText()).isNotBlank();
        JsonNode record = s3(created);
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(record.path("awsRegion").asText()).isEqualTo(coffer.home());
        assertThat(record.at("/s3/bucket/name").asText()).isEqualTo(bucket);
        assertThat(record.at("/s3/object/key").asText()).isEqualTo("%C3%A4+b");
        assertThat(record.at("/s3/object/size").asLong()).isEqualTo(5);
        assertThat(record.at("/s3/object/versionId").asText()).isEqualTo(put.versionId());
        assertThat("\"" + record.at("/s3/object/eTag").asText() + "\"").isEqualTo(put.eTag());
        assertThat(record.at("/responseElements/x-amz-request-id").asText())
                .isEqualTo(put.responseMetadata().requestId());
    }

    @Test
    void racing_writes_of_one_key_have_one_order_in_events_and_listing() throws Exception {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putBucketVersioning(
                        v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        int writes = 30;
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<String>> all = executor.invokeAll(IntStream.range(0, writes)
                    .<Callable<String>>mapToObj(i -> () -> coffer.s3()
                            .putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("w" + i))
                            .versionId())
                    .toList());
            for (Future<String> write : all) {
                write.get();
            }
        }
        List<String> listed = new ArrayList<>(coffer.s3().listObjectVersions(l -> l.bucket(bucket)).versions().stream()
                .map(v -> v.versionId())
                .toList());
        List<Message> events = events(bucket, writes);
        assertThat(events)
                .extracting(m -> s3(m).at("/s3/object/versionId").asText())
                .containsExactlyElementsOf(listed.reversed());
        assertThat(events)
                .extracting(m -> s3(m).at("/s3/object/sequencer").asText())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events)
                .extracting(Message::partition)
                .containsOnly(events.getFirst().partition());
        assertThat(coffer.s3().headObject(h -> h.bucket(bucket).key("k")).versionId())
                .isEqualTo(listed.getFirst());
    }

    @Test
    void kms_calls_are_on_the_audit_topic() {
        String key = coffer.newKey(coffer.home());
        coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        List<Message> records = Topic.read(
                coffer.kafka(),
                "coffer.audit.kms." + coffer.home(),
                1,
                m -> m.value().path("eventName").asText().equals("GenerateDataKey")
                        && m.value().at("/resources/0/ARN").asText().equals(key));
        assertThat(records).singleElement().satisfies(m -> assertThat(m.key()).isEqualTo(key));
    }
}

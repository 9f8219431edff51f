package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.events.Topic;
import dev.coffer.conformance.events.Topic.Message;
import dev.coffer.conformance.replication.ReplicationFixture;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;

/**
 * A PUT into a bucket with SSE-KMS, a bucket key and a replication rule, by a client that traces itself and says that this
 * request is not sampled; and what a collector has got of it.
 */
final class TracedPut {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CLIENTS_SPAN = "00f067aa0ba902b7";
    private static final String HOME = Services.HOME;
    private static final String AWAY = Services.AWAY;

    /** Every span and its parent; where one span has several parts of a name, they differ by their region's services. */
    private static final Map<String, String> PARENTS = Map.ofEntries(
            Map.entry("storage PutObject @ storage." + HOME, "s3 PutObject @ gateway"),
            Map.entry("call kms GenerateDataKey @ storage." + HOME, "bucket key @ storage." + HOME),
            Map.entry("kms GenerateDataKey @ kms." + HOME, "call kms GenerateDataKey @ storage." + HOME),
            Map.entry("replicate @ replication", "storage commit @ storage." + HOME),
            Map.entry("storage ReadForReplication @ storage." + HOME, "replicate @ replication"),
            Map.entry("kms Decrypt @ kms." + HOME, "call kms Decrypt @ storage." + HOME),
            Map.entry("storage WriteReplica @ storage." + AWAY, "replicate @ replication"),
            Map.entry("bucket key @ storage." + AWAY, "storage WriteReplica @ storage." + AWAY),
            Map.entry("call kms Encrypt @ storage." + AWAY, "bucket key @ storage." + AWAY),
            Map.entry("kms Encrypt @ kms." + AWAY, "call kms Encrypt @ storage." + AWAY),
            Map.entry("audit append @ kms." + AWAY, "kms Encrypt @ kms." + AWAY),
            Map.entry("storage commit @ storage." + AWAY, "storage WriteReplica @ storage." + AWAY),
            Map.entry("event relay @ storage." + HOME, "storage commit @ storage." + HOME),
            Map.entry("event relay @ storage." + AWAY, "storage commit @ storage." + AWAY));

    private final Deployment coffer;
    private final String traceId;
    private final String source;
    private final String destination;
    private final PutObjectResponse answer;
    private final List<SeenSpan> spans;
    private final Map<String, SeenSpan> byId;

    private TracedPut(
            Deployment coffer,
            String traceId,
            String source,
            String destination,
            PutObjectResponse answer,
            List<SeenSpan> spans) {
        this.coffer = coffer;
        this.traceId = traceId;
        this.source = source;
        this.destination = destination;
        this.answer = answer;
        this.spans = spans;
        this.byId = spans.stream().collect(Collectors.toMap(SeenSpan::spanId, Function.identity()));
    }

    /** Puts, and waits for the replica and for the trace's last spans. */
    static TracedPut made(Deployment coffer, Collector collector) {
        ReplicationFixture replication = new ReplicationFixture(coffer);
        String source = replication.bucket(HOME);
        String destination = replication.bucket(AWAY);
        replication.defaultEncryption(HOME, source, "aws:kms", Optional.of(coffer.newKey(HOME)), true);
        replication.defaultEncryption(AWAY, destination, "aws:kms", Optional.empty(), true);
        replication.configure(
                source,
                ReplicationFixture.kmsRule(destination, coffer.newKey(AWAY)).build());
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        String traceId = HexFormat.of().formatHex(id);
        PutObjectResponse answer = coffer.s3(HOME)
                .putObject(
                        p -> p.bucket(source)
                                .key("confidential name")
                                .overrideConfiguration(
                                        o -> o.putHeader("traceparent", "00-" + traceId + "-" + CLIENTS_SPAN + "-00")),
                        RequestBody.fromString("content"));
        replication.await(coffer.s3(HOME), source, "confidential name", ReplicationStatus.COMPLETED);
        List<SeenSpan> spans = Awaitility.await("the whole trace")
                .atMost(PATIENCE)
                .until(() -> collector.spansOf(traceId), TracedPut::isWhole);
        return new TracedPut(coffer, traceId, source, destination, answer, spans);
    }

    /** Three calls of KMS on the trail, two events taken in, and the root, which ends late. */
    private static boolean isWhole(List<SeenSpan> spans) {
        List<String> labels = spans.stream().map(SeenSpan::label).toList();
        return labels.stream().filter("audit ingest @ audit"::equals).count() >= 3
                && labels.stream()
                                .filter("replication intake @ replication"::equals)
                                .count()
                        >= 2
                && labels.contains("s3 PutObject @ gateway")
                && labels.containsAll(PARENTS.keySet());
    }

    void is_one_tree_of_spans_across_the_services() {
        PARENTS.forEach((child, parent) -> assertThat(parentOf(one(child)).label())
                .as("the parent of " + child)
                .isEqualTo(parent));
        assertThat(all("audit ingest @ audit"))
                .hasSize(3)
                .allSatisfy(span -> assertThat(parentOf(span).name()).isEqualTo("audit append"));
        assertThat(all("replication intake @ replication"))
                .hasSize(2)
                .allSatisfy(span -> assertThat(parentOf(span).name()).isEqualTo("event relay"));
        SeenSpan root = one("s3 PutObject @ gateway");
        assertThat(root.parentId()).as("the client's own span").isEqualTo(CLIENTS_SPAN);
        assertThat(root.attribute("aws.request_id"))
                .isEqualTo(answer.responseMetadata().requestId());
        assertThat(root.attribute("aws.s3.bucket")).isEqualTo(source);
        assertThat(root.attribute("http.response.status_code")).isEqualTo("200");
        assertThat(spans)
                .filteredOn(span -> !span.equals(root))
                .allSatisfy(span -> assertThat(byId).as("the parent of " + span).containsKey(span.parentId()));
        assertThat(spans).noneMatch(SeenSpan::failed);
        assertThat(spans)
                .as("no object's key leaves")
                .noneMatch(span -> span.toString().contains("confidential"));
    }

    void has_its_audit_record_on_the_trail() {
        String request = one("kms GenerateDataKey @ kms." + HOME).attribute("aws.request_id");
        assertThat(Records.await(
                                coffer,
                                HOME,
                                LookupAttributeKey.RESOURCE_NAME,
                                answer.ssekmsKeyId(),
                                found -> found.path("requestID").asText().equals(request))
                        .path("eventName")
                        .asText())
                .isEqualTo("GenerateDataKey");
    }

    void has_its_replica_on_the_other_side() {
        SeenSpan replicate = one("replicate @ replication");
        assertThat(replicate.attribute("aws.s3.bucket")).isEqualTo(destination);
        assertThat(replicate.attribute("coffer.replication.result")).isEqualTo("Replicated");
        assertThat(coffer.s3(AWAY)
                        .headObject(h -> h.bucket(destination).key("confidential name"))
                        .versionId())
                .isEqualTo(answer.versionId());
    }

    /** In the header of Kafka whoever sent it; in the event itself, by CloudEvents' extension, whoever caused it. */
    void is_named_by_its_records_in_kafka(Map<String, Object> consumer) {
        Message event = message(
                consumer, "coffer.s3.object-events." + HOME, m -> m.key().startsWith(source + "/"));
        assertThat(event.headers()).contains("traceparent");
        assertThat(event.value().path("traceparent").asText())
                .isEqualTo(traceparent(one("storage commit @ storage." + HOME)));
        String request = one("kms GenerateDataKey @ kms." + HOME).attribute("aws.request_id");
        Message audit = message(
                consumer,
                "coffer.audit.kms." + HOME,
                m -> m.value().path("requestID").asText().equals(request));
        assertThat(audit.headers()).contains("traceparent");
    }

    private static Message message(Map<String, Object> consumer, String topic, Predicate<Message> which) {
        return Topic.read(consumer, topic, 1, which).getFirst();
    }

    private String traceparent(SeenSpan span) {
        return "00-" + traceId + "-" + span.spanId() + "-01";
    }

    private List<SeenSpan> all(String label) {
        return spans.stream().filter(span -> span.label().equals(label)).toList();
    }

    private SeenSpan one(String label) {
        List<SeenSpan> found = all(label);
        assertThat(found).as(label).hasSize(1);
        return found.getFirst();
    }

    private SeenSpan parentOf(SeenSpan span) {
        SeenSpan parent = byId.get(span.parentId());
        assertThat(parent).as("the parent of " + span).isNotNull();
        return parent;
    }
}

package dev.coffer.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import dev.coffer.conformance.support.Standalone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** {@code kill -9} during writes: what was acknowledged is there, once, with its event and its audit record. */
@Tag("slow")
class KillTest {
    private static final Duration PROMISED = Duration.ofSeconds(15);

    @BeforeEach
    void own_process() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "a foreign deployment is not ours to kill");
    }

    /** A write that was answered: its request id and what it wrote. */
    private record Acknowledged(String requestId, String versionId, int size) {}

    @Test
    void acknowledged_writes_survive_with_their_audit_records_and_no_other_becomes_visible_half() throws Exception {
        try (Standalone standalone = Standalone.start()) {
            String key;
            String bucket;
            Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
            try (Deployment coffer = standalone.deployment()) {
                key = coffer.newKey(coffer.home());
                bucket = bucket(coffer, key);
                writeUntilKilled(standalone, coffer, bucket, acknowledged);
            }
            long begun = System.nanoTime();
            standalone.up();
            try (Deployment coffer = standalone.deployment()) {
                String marker = coffer.kms()
                        .describeKey(d -> d.keyId(key))
                        .responseMetadata()
                        .requestId();
                List<JsonNode> records = Awaitility.await("ready and on the trail within 15 s")
                        .atMost(PROMISED.multipliedBy(3))
                        .pollInterval(Duration.ofMillis(200))
                        .until(
                                () -> Records.lookup(
                                        coffer,
                                        coffer.home(),
                                        software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey
                                                .RESOURCE_NAME,
                                        key),
                                found -> found.stream()
                                        .anyMatch(r ->
                                                r.path("requestID").asText().equals(marker)));
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                everyAcknowledgedWriteIsThere(coffer, bucket, acknowledged);
                everyAcknowledgedWriteHasOneRecord(records, acknowledged);
                assertThat(took).isLessThan(PROMISED.multipliedBy(3)); // promised on an idle machine
            }
        }
    }

    private static String bucket(Deployment coffer, String key) {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putBucketEncryption(e -> e.bucket(bucket)
                        .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(
                                        d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID(key))
                                .bucketKeyEnabled(false)
                                .build())));
        coffer.s3().putBucketVersioning(v -> v.bucket(bucket).versioningConfiguration(c -> c.status("Enabled")));
        return bucket;
    }

    private static void writeUntilKilled(
            Standalone standalone, Deployment coffer, String bucket, Map<String, Acknowledged> acknowledged) {
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < 8; w++) {
                writers.execute(() -> {
                    while (!dead.get()) {
                        int number = next.incrementAndGet();
                        int size = 1 + number * 997 % 150_000;
                        try {
                            var put = coffer.s3()
                                    .putObject(
                                            p -> p.bucket(bucket).key("k" + number),
                                            RequestBody.fromBytes(Bytes.of(size)));
                            acknowledged.put(
                                    "k" + number,
                                    new Acknowledged(put.responseMetadata().requestId(), put.versionId(), size));
                        } catch (SdkException e) {
                            // Not acknowledged: no promise was made.
                        }
                    }
                });
            }
            Awaitility.await("some writes").atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > 150);
            standalone.kill();
            dead.set(true);
        }
    }

    private static void everyAcknowledgedWriteIsThere(
            Deployment coffer, String bucket, Map<String, Acknowledged> acknowledged) {
        acknowledged.forEach((key, write) -> {
            var got = coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key(key));
            assertThat(got.response().versionId()).isEqualTo(write.versionId);
            assertThat(Bytes.sha256(got.asByteArrayUnsafe())).as(key).isEqualTo(Bytes.sha256(Bytes.of(write.size)));
        });
        coffer.s3()
                .listObjectVersionsPaginator(l -> l.bucket(bucket))
                .versions()
                .forEach(version -> assertThat(coffer.s3()
                                .getObjectAsBytes(
                                        g -> g.bucket(bucket).key(version.key()).versionId(version.versionId()))
                                .asByteArrayUnsafe())
                        .as("whatever is visible is whole: " + version.key())
                        .hasSize(version.size().intValue()));
    }

    private static void everyAcknowledgedWriteHasOneRecord(
            List<JsonNode> records, Map<String, Acknowledged> acknowledged) {
        Map<String, Long> byRequest = records.stream()
                .filter(r -> r.path("eventName").asText().equals("GenerateDataKey"))
                .collect(Collectors.groupingBy(
                        r -> r.at("/additionalEventData/s3RequestId").asText(), Collectors.counting()));
        Set<String> ids =
                acknowledged.values().stream().map(Acknowledged::requestId).collect(Collectors.toSet());
        assertThat(byRequest).allSatisfy((request, count) -> assertThat(count).isEqualTo(1));
        assertThat(byRequest.keySet()).containsAll(ids);
    }
}

package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.cli.Folders;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import dev.coffer.conformance.support.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Two storage instances of one region, whose blobs are in a bucket of a third Coffer. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedBlobsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String FIRST = "storage." + Services.HOME;
    private static final String SECOND = Services.second(FIRST);

    private Path secrets;
    private Standalone elsewhere;
    private Services services;
    private Deployment coffer;
    private String key;
    private String bucket;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts services of its own");
        secrets = Files.createTempDirectory("coffer-shared-blobs-").toRealPath();
        elsewhere = SharedStore.start(secrets);
        services = Services.sharing(SharedStore.in(elsewhere, secrets));
        coffer = services.deployment();
        key = coffer.newKey(Services.HOME);
        bucket = coffer.newBucket(Services.HOME);
        s3().putBucketEncryption(e -> e.bucket(bucket)
                .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(
                                d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID(key))
                        .bucketKeyEnabled(true)
                        .build())));
    }

    @AfterAll
    void end() {
        if (coffer != null) {
            coffer.close();
        }
        if (services != null) {
            services.close();
        }
        if (elsewhere != null) {
            elsewhere.close();
        }
        if (secrets != null) {
            Folders.delete(secrets);
        }
    }

    private S3Client s3() {
        return coffer.s3(Services.HOME);
    }

    /** Calls take turns: of twenty each instance gets some, and reads what the other has written. */
    @Test
    @Order(1)
    void what_one_instance_writes_the_other_reads_and_each_asks_kms_once_for_a_bucket_key() {
        for (int i = 0; i < 20; i++) {
            put("k" + i, i * 1_000);
        }
        put("large", 12_000_000);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20; i++) {
                assertThat(get("k" + i)).isEqualTo(Bytes.of(i * 1_000));
            }
            assertThat(get("large")).isEqualTo(Bytes.of(12_000_000));
        }
        assertThat(Records.ofKey(coffer, Services.HOME, key, "GenerateDataKey"))
                .as("one bucket key of each instance")
                .hasSize(2);
        assertThat(Records.ofKey(coffer, Services.HOME, key, "Decrypt"))
                .as("of each instance at most one for each of the two bucket keys")
                .hasSizeBetween(2, 4);
    }

    @Test
    @Order(2)
    void an_instance_killed_under_load_loses_nothing_acknowledged_and_the_other_goes_on() throws Exception {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < 4; w++) {
                writers.execute(() -> {
                    while (!ended.get()) {
                        int number = next.incrementAndGet();
                        int size = 1 + number * 997 % 150_000;
                        try {
                            put("load" + number, size);
                            acknowledged.put("load" + number, size);
                        } catch (SdkException e) {
                            // Not acknowledged: no promise was made.
                        }
                    }
                });
            }
            Awaitility.await("some writes").atMost(PATIENCE).until(() -> acknowledged.size() > 40);
            services.service(SECOND).kill();
            int then = acknowledged.size();
            Awaitility.await("writes through the other one")
                    .atMost(PATIENCE)
                    .until(() -> acknowledged.size() > then + 40);
            ended.set(true);
        }
        acknowledged.forEach((name, size) -> assertThat(get(name)).as(name).isEqualTo(Bytes.of(size)));
        services.service(SECOND).start();
        services.service(SECOND).awaitReady();
    }

    @Test
    @Order(3)
    void without_the_store_storage_is_not_ready_and_answers_503_and_goes_on_when_it_is_back() {
        put("before", 4_096);
        elsewhere.kill();
        services.service(FIRST).awaitHealth("ready", 503, "Blob store");
        services.service(FIRST).awaitHealth("live", 200, "UP");
        assertThat(status(() -> put("cut", 4_096))).isEqualTo(503);
        assertThat(status(() -> put("cut-large", 6_000_000))).isEqualTo(503);
        assertThat(status(() -> get("before"))).isEqualTo(503);
        assertThat(s3().headObject(h -> h.bucket(bucket).key("before")).contentLength())
                .isEqualTo(4_096);
        elsewhere.up();
        services.service(FIRST).awaitReady();
        services.service(SECOND).awaitReady();
        assertThat(get("before")).isEqualTo(Bytes.of(4_096));
        put("after", 6_000_000);
        assertThat(get("after")).isEqualTo(Bytes.of(6_000_000));
        assertThat(status(() -> get("cut"))).isEqualTo(404);
        assertThat(services.service(FIRST).logged())
                .as("it says once that the store is away")
                .containsOnlyOnce("COFFER-STORAGE-030")
                .containsOnlyOnce("COFFER-STORAGE-031");
    }

    private void put(String name, int size) {
        s3().putObject(p -> p.bucket(bucket).key(name), RequestBody.fromBytes(Bytes.of(size)));
    }

    private byte[] get(String name) {
        return s3().getObjectAsBytes(g -> g.bucket(bucket).key(name)).asByteArray();
    }

    private static int status(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }
}

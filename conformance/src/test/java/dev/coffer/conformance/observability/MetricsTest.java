package dev.coffer.conformance.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.net.InetAddress;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** The metrics of a standalone, which runs every service. */
@Conformance
class MetricsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int OBJECTS = 5;

    private final Deployment coffer;

    MetricsTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @BeforeEach
    void are_open_to_this_machine() throws Exception {
        assumeTrue(
                System.getenv("COFFER_ENDPOINT") == null
                        && InetAddress.getByName(coffer.endpoint().getHost()).isLoopbackAddress(),
                "metrics are open on the loopback only");
    }

    @Test
    void the_page_and_a_running_instance_agree() {
        work();
        Awaitility.await("every metric of docs/metrics.md is there, and no other, with its type and labels")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Scrape.of(coffer.endpoint()).metrics())
                        .containsExactlyInAnyOrderEntriesOf(MetricsPage.read().metrics()));
    }

    @Test
    void work_is_counted_where_it_is_done() {
        Scrape before = Scrape.of(coffer.endpoint());
        work();
        Awaitility.await("all is counted").atMost(SOON).untilAsserted(() -> {
            Scrape after = Scrape.of(coffer.endpoint());
            assertThat(grown(
                            before,
                            after,
                            "coffer_requests_seconds_count{operation=\"PutObject\",protocol=\"s3\",status=\"2xx\",}"))
                    .isEqualTo(OBJECTS);
            // Replication that an earlier test began may add to what follows.
            assertThat(grown(before, after, kms("GenerateDataKey"))).isPositive();
            assertThat(grown(before, after, "coffer_bucket_key_uses_total{result=\"miss\",}"))
                    .isPositive();
            assertThat(grown(before, after, "coffer_bucket_key_uses_total{result=\"hit\",}"))
                    .isGreaterThanOrEqualTo(OBJECTS - 1);
            assertThat(after.value("coffer_bucket_keys_live")).isPositive();
            assertThat(after.value("coffer_outbox_pending")).isZero();
        });
    }

    private String kms(String operation) {
        return "coffer_kms_requests_seconds_count{operation=\"%s\",outcome=\"ok\",region=\"%s\",}"
                .formatted(operation, coffer.home());
    }

    private static double grown(Scrape before, Scrape after, String series) {
        return after.value(series) - before.value(series);
    }

    private void work() {
        String key = coffer.newKey(coffer.home());
        String bucket = coffer.newBucket();
        for (int i = 0; i < OBJECTS; i++) {
            String name = "object-" + i;
            coffer.s3()
                    .putObject(
                            p -> p.bucket(bucket)
                                    .key(name)
                                    .serverSideEncryption("aws:kms")
                                    .ssekmsKeyId(key)
                                    .bucketKeyEnabled(true),
                            RequestBody.fromString(name));
        }
    }
}

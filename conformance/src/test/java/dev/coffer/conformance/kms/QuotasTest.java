package dev.coffer.conformance.kms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Quotas are per account, so that these tests lower nobody else's: each has an account of its own. */
@Conformance
class QuotasTest {
    private static final int MANY = 60;
    private final Deployment coffer;

    QuotasTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private void lower(String account, int perSecond) {
        coffer.admin()
                .put(
                        "/kms/quotas/" + coffer.home(),
                        Map.of("account", account, "symmetricPerSecond", perSecond, "enabled", true));
    }

    @Test
    void calls_over_quota_are_throttled_and_recorded_and_the_rest_goes_on() {
        try (Clients other = coffer.as(coffer.newAccount())) {
            var kms = other.kms(coffer.home());
            String key = kms.createKey().keyMetadata().arn();
            lower(other.account(coffer.home()), 5);
            Awaitility.await("the quota is in force within a second, give it five")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> throttled(
                            () -> kms.generateDataKey(g -> g.keyId(key).keySpec("AES_256"))));
            assertThat(kms.describeKey(d -> d.keyId(key)).keyMetadata().enabled())
                    .as("DescribeKey has a quota of its own")
                    .isTrue();
            Awaitility.await("quota comes back")
                    .atMost(Duration.ofSeconds(5))
                    .until(() ->
                            passes(() -> kms.generateDataKey(g -> g.keyId(key).keySpec("AES_256"))));
        }
    }

    private static boolean passes(Runnable call) {
        try {
            call.run();
            return true;
        } catch (KmsException e) {
            return false;
        }
    }

    private static boolean throttled(Runnable call) {
        for (int i = 0; i < MANY; i++) {
            try {
                call.run();
            } catch (KmsException e) {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorMessage())
                        .isEqualTo("You have exceeded the rate at which you may call KMS. Reduce the frequency of your"
                                + " calls.");
                return true;
            }
        }
        return false;
    }

    @Test
    void s3_answers_slow_down_when_kms_throttles_it() {
        try (Clients other = coffer.as(coffer.newAccount())) {
            var s3 = other.s3(coffer.home());
            String bucket = dev.coffer.conformance.support.Unique.bucket();
            s3.createBucket(b -> b.bucket(bucket));
            lower(other.account(coffer.home()), 1);
            var refusal = Awaitility.await("a PUT over quota")
                    .atMost(Duration.ofSeconds(10))
                    .until(
                            () -> {
                                try {
                                    for (int i = 0; i < MANY; i++) {
                                        s3.putObject(
                                                p -> p.bucket(bucket).key("k").serverSideEncryption("aws:kms"),
                                                RequestBody.fromString("x"));
                                    }
                                    return null;
                                } catch (software.amazon.awssdk.services.s3.model.S3Exception e) {
                                    return e;
                                }
                            },
                            java.util.Objects::nonNull);
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
            assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo("Please reduce your request rate for operations involving AWS KMS.");
        }
    }

    @Test
    void the_cost_meter_counts_what_the_trail_shows() {
        String key = coffer.newKey(coffer.home());
        for (int i = 0; i < 7; i++) {
            coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
        }
        assertThat(Records.ofKey(coffer, coffer.home(), key, "GenerateDataKey")).hasSize(7);
        JsonNode row = Awaitility.await("the meter")
                .atMost(Duration.ofSeconds(15))
                .until(() -> usage(key, "GenerateDataKey"), r -> r.path("calls").asLong() == 7);
        assertThat(row.path("usd").decimalValue()).isEqualByComparingTo("0.000021");
    }

    private JsonNode usage(String key, String operation) {
        return coffer.admin()
                .get("/kms/usage", Map.of("region", coffer.home(), "groupBy", "key,operation"))
                .path("rows")
                .valueStream()
                .filter(row -> row.at("/by/key").asText().equals(key))
                .filter(row -> row.at("/by/operation").asText().equals(operation))
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }
}

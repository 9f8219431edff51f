package dev.coffer.conformance.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import dev.coffer.conformance.support.Checkout;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Launcher;
import dev.coffer.conformance.support.Launcher.Outcome;
import dev.coffer.conformance.support.Standalone;
import java.io.BufferedReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Conformance
class VerifyTest {
    private final Deployment coffer;

    VerifyTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @Test
    void every_claim_holds_and_nothing_is_left_behind() {
        JsonNode quotas = quotas();
        Outcome outcome = verify(coffer).succeeded();
        JsonNode findings = Json.read(outcome.out(), "verify");
        assertThat(findings.path("holds").asBoolean()).isTrue();
        assertThat(findings.path("claims")).hasSize(12);
        assertNothingLeft();
        assertThat(quotas()).isEqualTo(quotas);
    }

    @Test
    void a_claim_that_does_not_hold_is_named() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts an instance of its own");
        try (Standalone forgetful = Standalone.start("--bucket-key-lifetime", "1ms");
                Deployment deployment = forgetful.deployment()) {
            Outcome outcome = verify(deployment);
            assertThat(outcome.exitCode()).isEqualTo(1);
            JsonNode findings = Json.read(outcome.out(), "verify");
            assertThat(findings.path("holds").asBoolean(true)).isFalse();
            assertThat(holds(findings, "one-generate-data-key")).isFalse();
            assertThat(holds(findings, "round-trip")).isTrue();
            assertThat(holds(findings, "writing-is-not-reading")).isTrue();
        }
    }

    @Test
    void ended_in_the_middle_it_still_takes_back_what_it_made() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                List.of(Checkout.root().resolve("coffer").toString(), "verify", "--endpoint", endpoint(coffer)));
        builder.environment().putAll(key(coffer));
        builder.environment().put("COFFER_BUILD", "never");
        builder.environment().put("COFFER_JAVA", System.getProperty("java.home"));
        Process process = builder.start();
        try (BufferedReader progress = process.errorReader()) {
            assertThat(progress.readLine()).startsWith("make keys, users and buckets");
            assertThat(buckets()).isNotEmpty();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        assertThat(buckets()).isEmpty();
        assertThat(coffer.admin().get("/accounts/" + coffer.account(), Map.of()).toString())
                .doesNotContain("coffer-verify-");
    }

    private List<String> buckets() {
        return coffer.s3().listBuckets().buckets().stream()
                .map(bucket -> bucket.name())
                .filter(name -> name.startsWith("coffer-verify-"))
                .toList();
    }

    private JsonNode quotas() {
        return coffer.admin().get("/kms/quotas/" + coffer.home(), Map.of());
    }

    private static Outcome verify(Deployment deployment) {
        return Launcher.run(key(deployment), "verify", "--json", "--endpoint", endpoint(deployment));
    }

    private static String endpoint(Deployment deployment) {
        return deployment.endpoint().toString();
    }

    private static Map<String, String> key(Deployment deployment) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", deployment.credentials().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", deployment.credentials().secretAccessKey());
    }

    private static boolean holds(JsonNode findings, String id) {
        return findings.path("claims")
                .valueStream()
                .filter(claim -> claim.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow()
                .path("holds")
                .asBoolean();
    }
}

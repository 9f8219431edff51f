package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.replication.ReplicationFixture;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;

/** Two gateways, two KMS of a region, two instances each of replication and audit: together they do what one does. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleOutTest {
    private static final String HOME = Services.HOME;
    private static final String AWAY = Services.AWAY;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CALLERS = 6;

    private Services services;
    private Deployment one;
    private Deployment other;

    @BeforeAll
    void start() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts services of its own");
        services = Services.doubling(Set.of("gateway", "kms." + HOME, "replication", "audit"));
        one = services.deployment("gateway");
        other = services.deployment(Services.second("gateway"));
    }

    @AfterAll
    void end() {
        if (services != null) {
            one.close();
            other.close();
            services.close();
        }
    }

    /**
     * Within a tenth, over some seconds that begin when the quota is used up, as otherwise what was saved up before would
     * count. Every call goes to the instance whose turn it is.
     */
    @Test
    void instances_of_kms_share_one_quota() throws InterruptedException {
        int perSecond = Integer.getInteger("coffer.scale-out.quota", 100);
        Duration measured = Duration.ofSeconds(Integer.getInteger("coffer.scale-out.seconds", 8));
        Credentials owner = one.newAccount();
        try (Clients account = one.as(owner);
                Clients through = other.as(owner)) {
            String key = account.kms(HOME).createKey().keyMetadata().arn();
            limit(account.account(HOME), perSecond);
            double rate;
            try (QuotaCallers callers =
                    QuotaCallers.start(CALLERS, List.of(account.kms(HOME), through.kms(HOME)), key)) {
                Awaitility.await("the quota is in force, and used up at both")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(callers::allThrottled);
                rate = callers.admittedPerSecond(measured);
            }
            System.out.printf("%.1f calls a second under a quota of %d%n", rate, perSecond);
            assertThat(rate)
                    .as("calls a second under one quota of %d", perSecond)
                    .isBetween(perSecond * 0.9, perSecond * 1.1);
        }
    }

    private void limit(String account, int perSecond) {
        one.admin()
                .put(
                        "/kms/quotas/" + HOME,
                        Map.of("account", account, "symmetricPerSecond", perSecond, "enabled", true));
    }

    @Test
    void a_key_change_is_seen_by_every_instance() {
        String key = one.newKey(HOME);
        twice(() -> other.kms(HOME).generateDataKey(g -> g.keyId(key).keySpec("AES_256")));
        one.kms(HOME).disableKey(d -> d.keyId(key));
        Awaitility.await("promised within a second, given three")
                .atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> refusedInARow(key) == 4);
        assertThat(refusedInARow(key)).isEqualTo(4);

        one.kms(HOME).enableKey(e -> e.keyId(key));
        Awaitility.await("and enabled again")
                .atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> refusedInARow(key) == 0);
    }

    /** How many of four calls, two at each gateway and so at least one at each KMS, find the key disabled. */
    private int refusedInARow(String key) {
        int refused = 0;
        for (Deployment through : List.of(one, one, other, other)) {
            try {
                through.kms(HOME).generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
            } catch (DisabledException e) {
                refused++;
            }
        }
        return refused;
    }

    private static void twice(Runnable call) {
        call.run();
        call.run();
    }

    @Test
    void killing_an_instance_of_replication_and_audit_loses_and_doubles_nothing() throws Exception {
        ReplicationFixture replication = new ReplicationFixture(one);
        String key = one.newKey(HOME);
        String source = replication.bucket(HOME);
        String destination = replication.bucket(AWAY);
        replication.defaultEncryption(HOME, source, "aws:kms", Optional.of(key), false);
        replication.configure(
                source,
                ReplicationFixture.kmsRule(destination, one.newKey(AWAY)).build());
        int writes = 60;
        List<String> written = IntStream.range(0, writes)
                .mapToObj(i -> {
                    if (i == writes / 3) {
                        kill("replication");
                        kill("audit");
                    }
                    if (i == writes * 2 / 3) {
                        services.service("replication").start();
                        services.service("audit").start();
                    }
                    Deployment through = i % 2 == 0 ? one : other;
                    return through.s3(HOME)
                            .putObject(p -> p.bucket(source).key("k" + i), RequestBody.fromString("object " + i))
                            .versionId();
                })
                .toList();
        Awaitility.await("every replica")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replicas(destination).stream().map(ObjectVersion::versionId))
                        .containsExactlyInAnyOrderElementsOf(written));
        Awaitility.await("every status").atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < writes; i++) {
                String name = "k" + i;
                assertThat(one.s3(HOME)
                                .headObject(h -> h.bucket(source).key(name))
                                .replicationStatus())
                        .isEqualTo(ReplicationStatus.COMPLETED);
            }
        });
        services.service("audit").awaitReady();
        services.service("replication").awaitReady();
        List<JsonNode> records = Records.ofKey(one, HOME, key, "GenerateDataKey");
        assertThat(records).as("one for each write").hasSize(writes);
        assertThat(records.stream().map(r -> r.path("eventID").asText())).doesNotHaveDuplicates();
    }

    private void kill(String service) {
        try {
            services.service(service).kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ObjectVersion> replicas(String destination) {
        return one.s3(AWAY).listObjectVersionsPaginator(l -> l.bucket(destination)).versions().stream()
                .toList();
    }
}

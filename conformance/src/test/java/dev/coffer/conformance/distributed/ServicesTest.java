package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Launcher;
import dev.coffer.conformance.support.Launcher.Outcome;
import dev.coffer.conformance.support.Policies;
import dev.coffer.conformance.support.Records;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The distributed shape without containers: what crosses processes, what survives their end, and who may call them. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Collector collector = Collector.start();
    private Services services;
    private Deployment coffer;

    @BeforeAll
    void start() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts services of its own");
        services = Services.start(collector.settings());
        coffer = services.deployment();
    }

    @AfterAll
    void end() {
        if (services != null) {
            coffer.close();
            services.close();
        }
        collector.close();
    }

    @Test
    @Order(1)
    void every_claim_holds() {
        assertClaimsHold();
    }

    private void assertClaimsHold() {
        Outcome outcome = Launcher.run(
                Map.of(
                        "AWS_ACCESS_KEY_ID", coffer.credentials().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", coffer.credentials().secretAccessKey()),
                "verify",
                "--endpoint",
                coffer.endpoint().toString());
        assertThat(outcome.exitCode())
                .as(() -> outcome.err() + outcome.out() + services.complaints())
                .isZero();
        assertThat(outcome.out()).contains("All 12 claims hold");
    }

    @Test
    @Order(2)
    void a_copy_between_regions_is_read_there_and_encrypted_here() {
        String there = coffer.newBucket(Services.AWAY);
        String here = coffer.newBucket(Services.HOME);
        coffer.s3(Services.AWAY)
                .putObject(
                        p -> p.bucket(there).key("k").serverSideEncryption("aws:kms"), RequestBody.fromString("far"));
        coffer.s3(Services.HOME)
                .copyObject(c -> c.sourceBucket(there)
                        .sourceKey("k")
                        .destinationBucket(here)
                        .destinationKey("k")
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS));
        assertThat(text(coffer.s3(Services.HOME), here, "k")).isEqualTo("far");
        assertThat(coffer.s3(Services.HOME)
                        .headObject(h -> h.bucket(here).key("k"))
                        .ssekmsKeyId())
                .contains(":" + Services.HOME + ":");
    }

    @Test
    @Order(2)
    void one_put_is_one_trace_from_the_gateway_to_the_audit_record_and_the_replica() {
        TracedPut put = TracedPut.made(coffer, collector);
        put.is_one_tree_of_spans_across_the_services();
        put.has_its_audit_record_on_the_trail();
        put.has_its_replica_on_the_other_side();
        put.is_named_by_its_records_in_kafka(services.consumer());
    }

    @Test
    @Order(3)
    void what_was_acknowledged_survives_kill_9_of_storage_and_kms_and_work_goes_on() throws Exception {
        String key = coffer.newKey(Services.HOME);
        String bucket = encryptedBucket(key);
        S3Client s3 = coffer.s3(Services.HOME);
        s3.putObject(p -> p.bucket(bucket).key("before"), RequestBody.fromString("before"));
        ServiceProcess storage = services.service("storage." + Services.HOME);
        ServiceProcess kms = services.service("kms." + Services.HOME);
        storage.kill();
        kms.kill();
        services.service("gateway").awaitHealth("ready", 503, "\"kms." + Services.HOME + "\": \"DOWN\"");
        services.service("gateway").awaitHealth("ready", 503, "\"kms." + Services.AWAY + "\": \"UP\"");
        services.service("gateway").awaitHealth("group/self", 200, "\"UP\"");
        assertThat(refusal(s3, bucket)).isEqualTo(503);
        assertThat(coffer.s3(Services.AWAY).listBuckets().buckets()).isNotEmpty();
        kms.start();
        storage.start();
        kms.awaitReady();
        storage.awaitReady();
        services.service("gateway").awaitHealth("ready", 200, "\"kms." + Services.HOME + "\": \"UP\"");
        Awaitility.await("the gateway reaches storage again")
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> e instanceof S3Exception s && s.statusCode() == 503)
                .until(() -> text(s3, bucket, "before").equals("before"));
        s3.putObject(p -> p.bucket(bucket).key("after"), RequestBody.fromString("after"));
        try (Clients reader = coffer.as(coffer.newUser(Policies.allow("s3:GetObject", "kms:Decrypt")))) {
            assertThat(text(reader.s3(Services.HOME), bucket, "before")).isEqualTo("before");
            assertThat(text(reader.s3(Services.HOME), bucket, "after")).isEqualTo("after");
        }
        List<JsonNode> made = Records.ofKey(coffer, Services.HOME, key, "GenerateDataKey");
        assertThat(made).as("one bucket key before, one after").hasSize(2);
        assertThat(made).extracting(Records::contextArn).containsOnly("arn:aws:s3:::" + bucket);
    }

    private String encryptedBucket(String key) {
        String bucket = coffer.newBucket(Services.HOME);
        coffer.s3(Services.HOME)
                .putBucketEncryption(e -> e.bucket(bucket)
                        .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm(ServerSideEncryption.AWS_KMS)
                                        .kmsMasterKeyID(key))
                                .bucketKeyEnabled(true)
                                .build())));
        return bucket;
    }

    private static int refusal(S3Client s3, String bucket) {
        try {
            s3.getObjectAsBytes(g -> g.bucket(bucket).key("before"));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    private static String text(S3Client s3, String bucket, String key) {
        return s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asUtf8String();
    }

    @Test
    @Order(4)
    void inner_ports_answer_no_call_that_is_not_a_services() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (ServiceProcess service : services.all()) {
                for (HttpRequest call : strangers(service)) {
                    assertThat(http.send(call, BodyHandlers.discarding()).statusCode())
                            .as("%s to %s", call, service.name())
                            .isIn(401, 403);
                }
            }
        }
    }

    private static List<HttpRequest> strangers(ServiceProcess service) {
        HttpRequest.Builder call = HttpRequest.newBuilder(service.innerAddress().resolve("/inner/GetObject"))
                .timeout(Duration.ofSeconds(20));
        byte[] operation = {'O', 0, 0, 0, 2, '{', '}', 'E', 0, 0, 0, 2, '{', '}'};
        return List.of(
                HttpRequest.newBuilder(service.innerAddress().resolve("/")).build(),
                call.copy().POST(BodyPublishers.noBody()).build(),
                call.copy().POST(BodyPublishers.ofByteArray(operation)).build(),
                call.copy().POST(BodyPublishers.ofString("no frame at all")).build(),
                call.copy()
                        .header("coffer-service", "gateway")
                        .header("coffer-audience", service.name())
                        .header("coffer-signature", "AAAA")
                        .POST(BodyPublishers.ofByteArray(operation))
                        .build());
    }

    @Test
    @Order(4)
    void health_and_metrics_of_every_service_are_on_its_management_port_and_nothing_else_is() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (ServiceProcess service : services.all()) {
                URI management = services.management(service);
                assertThat(status(http, management.resolve("/_coffer/health/live")))
                        .as(service.name())
                        .isEqualTo(200);
                assertThat(status(http, management.resolve("/_coffer/metrics")))
                        .as(service.name())
                        .isEqualTo(200);
                assertThat(status(http, management.resolve("/")))
                        .as(service.name())
                        .isEqualTo(404);
            }
        }
    }

    private static int status(HttpClient http, URI address) throws Exception {
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    @Order(5)
    void a_fault_is_logged_as_json_under_the_id_that_the_client_was_told() throws Exception {
        String bucket = coffer.newPlaintextBucket(Services.HOME);
        S3Client s3 = coffer.s3(Services.HOME);
        String content = "to be damaged: " + bucket;
        s3.putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString(content));
        services.damage("storage." + Services.HOME, content);
        S3Exception refused = catchThrowableOfType(
                S3Exception.class,
                () -> s3.copyObject(c -> c.sourceBucket(bucket)
                        .sourceKey("k")
                        .destinationBucket(bucket)
                        .destinationKey("copy")));
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(catchThrowableOfType(
                                S3Exception.class,
                                () -> s3.getObjectAsBytes(g -> g.bucket(bucket).key("k")))
                        .statusCode())
                .isEqualTo(500);
        Awaitility.await("storage has logged it")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                services.service("storage." + Services.HOME).log())
                        .anySatisfy(line -> {
                            assertThat(line.at("/mdc/requestId").asText()).isEqualTo(refused.requestId());
                            assertThat(line.path("level").asText()).isEqualTo("ERROR");
                            assertThat(line.path("service").asText()).isEqualTo("storage." + Services.HOME);
                            assertThat(line.path("timestamp").asText()).isNotBlank();
                            assertThat(line.path("message").asText()).isNotBlank();
                            assertThat(collector.spansOf(line.at("/mdc/traceId").asText()))
                                    .anyMatch(span -> span.name().equals("s3 CopyObject")
                                            && span.attribute("aws.request_id").equals(refused.requestId()));
                        }));
    }

    @Test
    @Order(6)
    void no_log_has_a_secret() throws Exception {
        assertThat(services.secrets()).hasSizeGreaterThan(5);
        for (ServiceProcess service : services.all()) {
            String logged = service.logged();
            assertThat(services.secrets())
                    .as("secrets in the log of %s", service.name())
                    .noneMatch(logged::contains);
        }
    }

    @Test
    @Order(7)
    void every_service_ends_cleanly_when_asked_to() throws Exception {
        for (ServiceProcess service : services.all()) {
            assertThat(service.stop()).as(service.name()).isIn(0, 143);
        }
    }
}

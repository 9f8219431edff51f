package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Folders;
import dev.coffer.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What does not fit a service's data or is missing: it says so in one line, does not become ready and changes nothing, and
 * starts again when it has been put right.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartRefusalsTest {
    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");
    private static final String STORAGE = "storage.us-east-1";
    private static final String KMS = "kms.us-east-1";

    private Path folder;
    private ServiceEngines engines;
    private Map<String, String> changed;
    private Set<String> refused;
    private int processes;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts services of its own");
        folder = Files.createTempDirectory("coffer-refusals-").toRealPath();
        SetupPrograms.makeSecrets(folder.resolve("trust"), REGIONS);
        engines = new ServiceEngines(folder.resolve("trust"), folder.resolve("kafka"), REGIONS);
    }

    @AfterAll
    void end() {
        if (engines != null) {
            engines.close();
        }
        if (folder != null) {
            Folders.delete(folder);
        }
    }

    @BeforeEach
    void nothing_changed() {
        changed = new HashMap<>();
        refused = new HashSet<>();
    }

    @AfterEach
    void put_right_it_starts() throws Exception {
        changed = new HashMap<>();
        for (String service : refused) {
            startsAndEnds(service);
        }
    }

    @Test
    void topics_with_too_few_replicas() throws Exception {
        changed.put("COFFER_KAFKA_REPLICAS", "3");

        assertThat(refusal(KMS)).isEqualTo("topics in Kafka have fewer than 3 replicas: coffer.audit.kms.us-east-1");
    }

    @Test
    void another_root_of_sse_s3() throws Exception {
        startsAndEnds(STORAGE);
        Path root = data(STORAGE).resolve("secrets/sse-s3-root");
        byte[] right = Files.readAllBytes(root);
        Files.writeString(root, "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=");

        assertThat(refusal(STORAGE))
                .isEqualTo("the SSE-S3 root in " + root + " does not open the keys in this database; is it another"
                        + " data folder's, or another instance's? Nothing was changed");
        Files.write(root, right);
    }

    @Test
    void another_root_key_of_kms() throws Exception {
        startsAndEnds(KMS);
        Path root = data(KMS).resolve("secrets/kms-root-key");
        byte[] right = Files.readAllBytes(root);
        Files.write(root, new byte[32]);

        assertThat(refusal(KMS))
                .isEqualTo("The KMS root key in " + root + " is not the one that the keys of us-east-1 were wrapped by;"
                        + " nothing was changed");
        Files.write(root, right);
    }

    @Test
    void a_root_that_others_may_read() throws Exception {
        startsAndEnds(KMS);
        Path root = data(KMS).resolve("secrets/kms-root-key");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(refusal(KMS)).isEqualTo(root + " is a secret, but others may read or write it: chmod 600 it");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_database_of_a_newer_version() throws Exception {
        startsAndEnds(STORAGE);
        String history = "storage.flyway_schema_history";
        engines.database("us-east-1")
                .database()
                .statements()
                .update("insert into " + history + " (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (1000, '999', 'of the future', 'SQL', 'V999__.sql', 'x', 1,"
                        + " true)");

        assertThat(refusal(STORAGE))
                .isEqualTo(
                        "The schema storage has version 999, which a newer version of this program has made: run that"
                                + " one. Nothing was changed");
        engines.database("us-east-1")
                .database()
                .statements()
                .update("delete from " + history + " where version = '999'");
    }

    @Test
    void a_missing_key_of_the_gateway() throws Exception {
        startsAndEnds(KMS);
        Path missing = folder.resolve("nowhere.pem");
        changed.put("COFFER_TRUST_GATEWAY_PUBLIC_KEY", missing.toString());

        assertThat(refusal(KMS))
                .isEqualTo("cannot read the gateway's public key from " + missing + ": " + missing + " is missing");
    }

    @Test
    void missing_and_unreadable_secrets_of_calls() throws Exception {
        startsAndEnds(KMS);
        Path secrets = Files.createDirectory(folder.resolve("few-secrets"));
        changed.put("COFFER_TRUST_SECRETS", secrets.toString());
        assertThat(refusal(KMS)).isEqualTo("no secret that this service shares with another is in " + secrets);

        Path unreadable = Files.createDirectory(secrets.resolve("gateway--kms.us-east-1"));
        assertThat(refusal(KMS)).startsWith("cannot read the secret in " + unreadable);
    }

    @Test
    void a_missing_password_file() throws Exception {
        Path missing = folder.resolve("nowhere.properties");
        changed.put("SMALLRYE_CONFIG_LOCATIONS", missing.toString());

        assertThat(refusal(KMS))
                .isEqualTo("the configuration " + missing + " is missing, or may not be read by this process's user");
    }

    @Test
    void a_store_of_blobs_that_nobody_reaches() throws Exception {
        startsAndEnds(STORAGE);
        Path credentials = folder.resolve("blobs.credentials");
        Files.writeString(credentials, """
                [default]
                aws_access_key_id = AKIAAAAAAAAAAAAAAAAA
                aws_secret_access_key = none
                """);
        changed.putAll(Map.of(
                "COFFER_BLOBS_STORE", "s3",
                "COFFER_BLOBS_S3_ENDPOINT", "http://127.0.0.1:1",
                "COFFER_BLOBS_S3_BUCKET", "nowhere",
                "COFFER_BLOBS_S3_CREDENTIALS_FILE", credentials.toString()));
        try (ServiceProcess storage = service(STORAGE)) {
            storage.start();
            storage.awaitHealth("live", 200, "UP");
            storage.awaitHealth("ready", 503, "Blob store");
            Awaitility.await("it says why")
                    .untilAsserted(() -> assertThat(messages(storage))
                            .filteredOn(message -> message.contains("COFFER-STORAGE-030"))
                            .singleElement()
                            .asString()
                            .contains("bucket nowhere at http://127.0.0.1:1"));
            assertThat(storage.stop()).isIn(0, 143);
        }
    }

    private void startsAndEnds(String service) throws Exception {
        try (ServiceProcess process = service(service)) {
            process.start();
            process.awaitReady();
            assertThat(process.stop()).isIn(0, 143);
        }
    }

    /** Why a service does not start: all that it says, after its number. */
    private String refusal(String service) throws Exception {
        refused.add(service);
        List<String> before = state(service);
        try (ServiceProcess process = service(service)) {
            process.start();
            assertThat(process.awaitEnd()).as(process.logged()).isEqualTo(1);
            List<String> messages = messages(process);
            assertThat(messages).as(process.logged()).isNotEmpty();
            String last = messages.getLast();
            assertThat(last).startsWith("COFFER-START-001 cannot start: ").doesNotContain("\n");
            assertThat(messages)
                    .filteredOn(message -> message.contains("COFFER-START-001"))
                    .hasSize(1);
            assertThat(state(service)).as("nothing was changed").isEqualTo(before);
            return last.substring("COFFER-START-001 cannot start: ".length());
        }
    }

    private static List<String> messages(ServiceProcess process) {
        return process.log().stream()
                .map((JsonNode line) -> line.path("message").asText())
                .toList();
    }

    /** Its files. */
    private List<String> state(String service) throws IOException {
        try (Stream<Path> files = Files.walk(Files.createDirectories(data(service)))) {
            return files.filter(Files::isRegularFile)
                    .map(StartRefusalsTest::describe)
                    .sorted()
                    .toList();
        }
    }

    private static String describe(Path file) {
        try {
            return file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ServiceProcess service(String name) throws IOException {
        Map<String, String> environment = new HashMap<>(engines.settings("us-east-1"));
        environment.putAll(Map.of(
                "SMALLRYE_CONFIG_LOCATIONS",
                        trust(name).resolve("secret.properties").toString(),
                "COFFER_REGIONS", "us-east-1",
                "COFFER_DATA", Files.createDirectories(data(name)).toString(),
                "COFFER_TRUST_SECRETS", trust(name).toString(),
                "COFFER_TRUST_GATEWAY_PUBLIC_KEY",
                        trust(name).resolve("gateway-public.pem").toString()));
        environment.putAll(changed);
        String module = name.startsWith("kms") ? "kms-service" : "storage-service";
        return new ServiceProcess(
                name, module, environment, FreePort.find(), FreePort.find(), folder.resolve(++processes + ".log"));
    }

    private Path trust(String service) {
        return folder.resolve("trust").resolve(service);
    }

    private Path data(String service) {
        return folder.resolve("data").resolve(service);
    }
}

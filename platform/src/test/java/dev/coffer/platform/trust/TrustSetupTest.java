package dev.coffer.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustSetupTest {
    private static final Topology TOPOLOGY = Topology.of(List.of("us-east-1", "eu-west-1"));

    @TempDir
    private Path root;

    @BeforeEach
    void make() throws Exception {
        new TrustSetup(root, TOPOLOGY).run();
    }

    @Test
    void a_service_has_the_secrets_of_its_own_pairs_and_its_own_passwords_only() throws IOException {
        assertThat(files("kms.eu-west-1"))
                .containsExactlyInAnyOrder(
                        "gateway--kms.eu-west-1",
                        "storage.eu-west-1--kms.eu-west-1",
                        "kms.eu-west-1--gateway",
                        "gateway-public.pem",
                        "database.password",
                        "kafka.password",
                        "secret.properties");
        String mine = text("kms.eu-west-1/secret.properties");
        assertThat(mine)
                .contains("quarkus.datasource.username=kms.eu-west-1\n")
                .contains("quarkus.datasource.password=" + text("kms.eu-west-1/database.password") + "\n")
                .contains("kafka.sasl.mechanism=SCRAM-SHA-512\n")
                .contains("username=\"kms.eu-west-1\"")
                .contains("password=\"" + text("kms.eu-west-1/kafka.password") + "\"");
        for (String other : TOPOLOGY.services()) {
            if (!other.equals("kms.eu-west-1")) {
                assertThat(mine).doesNotContain(text(other + "/database.password"));
            }
        }
    }

    @Test
    void the_gateway_alone_can_sign_and_has_nothing_of_kafka() throws IOException {
        assertThat(files("gateway")).contains("gateway-signing.pem").doesNotContain("kafka.password");
        assertThat(text("gateway/secret.properties")).doesNotContain("kafka");
        for (String other : TOPOLOGY.services()) {
            if (!other.equals("gateway")) {
                assertThat(files(other)).doesNotContain("gateway-signing.pem");
            }
        }
    }

    @Test
    void the_databases_sql_has_verifiers_and_no_password() throws IOException {
        String sql = text("postgres.eu-west-1/roles.sql");
        assertThat(sql)
                .contains("create role \"storage.eu-west-1\"", "create role \"kms.eu-west-1\"", "SCRAM-SHA-256$4096:")
                .doesNotContain("us-east-1", "gateway")
                .doesNotContain(text("storage.eu-west-1/database.password"), text("kms.eu-west-1/database.password"));
        assertThat(files("postgres.eu-west-1")).containsExactlyInAnyOrder("password", "roles.sql");
    }

    @Test
    void a_broker_knows_no_password_but_its_own_and_that_of_the_one_that_makes_the_others() throws IOException {
        assertThat(text("kafka/broker.properties"))
                .contains(text("kafka/password"), text("kafka-setup/password"))
                .doesNotContain(text("audit/kafka.password"));
        assertThat(text("kafka/broker.properties").lines().filter(l -> l.startsWith("controller")))
                .singleElement()
                .asString()
                .doesNotContain("setup");
    }

    @Test
    void only_what_the_engines_own_users_read_is_readable_by_others() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(TrustSetupTest::isOpen)
                            .map(f -> root.relativize(f).toString()))
                    .containsExactlyInAnyOrder(
                            "kafka/broker.properties",
                            "postgres.control/password",
                            "postgres.control/roles.sql",
                            "postgres.audit/password",
                            "postgres.audit/roles.sql",
                            "postgres.us-east-1/password",
                            "postgres.us-east-1/roles.sql",
                            "postgres.eu-west-1/password",
                            "postgres.eu-west-1/roles.sql");
        }
    }

    private static boolean isOpen(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .equals("rw-------");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_later_start_keeps_every_secret() throws Exception {
        Map<String, String> before = everything();
        new TrustSetup(root, TOPOLOGY).run();
        Map<String, String> after = everything();
        before.keySet().removeIf(name -> name.endsWith("roles.sql")); // verifiers under a new salt
        after.keySet().removeIf(name -> name.endsWith("roles.sql"));
        assertThat(after).isEqualTo(before).hasSizeGreaterThan(40);
    }

    private Map<String, String> everything() throws IOException {
        Map<String, String> everything = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                everything.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return everything;
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }
}

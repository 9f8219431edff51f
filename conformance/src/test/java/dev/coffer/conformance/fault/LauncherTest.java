package dev.coffer.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.cli.Json;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Launcher;
import dev.coffer.conformance.support.Launcher.Outcome;
import dev.coffer.conformance.support.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** What {@code up}, {@code down}, {@code status}, {@code env} and {@code reset} promise to scripts. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherTest {
    private Standalone standalone;

    @TempDir
    Path folder;

    @BeforeAll
    void start() {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts instances of its own");
        standalone = Standalone.start("--encryption-floor", "none");
    }

    @AfterAll
    void end() {
        if (standalone != null) {
            standalone.close();
        }
    }

    private String data() {
        return standalone.data().toString();
    }

    @Test
    void status_and_env_tell_where_it_is() {
        var status = Json.read(
                Launcher.run("status", "--json", "--data", data()).succeeded().out(), "status");
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(Launcher.run("env", "--data", data()).succeeded().out())
                .contains("export AWS_ENDPOINT_URL=http://127.0.0.1:"
                        + standalone.instance().endpoint().getPort())
                .contains("export AWS_ACCESS_KEY_ID=")
                .contains("export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:");
    }

    @Test
    void the_banner_shows_endpoint_regions_and_keys() {
        String banner = Launcher.run("logs", "--data", data()).succeeded().out();
        assertThat(banner)
                .contains(standalone.instance().endpoint().toString())
                .contains("us-east-1")
                .contains("eu-west-1");
    }

    @Test
    void a_quiet_one_keeps_its_root_key_out_of_its_log() {
        try (Standalone quiet = Standalone.start("--quiet")) {
            assertThat(log(quiet)).doesNotContain(rootSecret(quiet));
        }
        assertThat(log(standalone)).contains(rootSecret(standalone));
    }

    private static String log(Standalone of) {
        return Launcher.run("logs", "--data", of.data().toString()).succeeded().out();
    }

    private static String rootSecret(Standalone of) {
        String file = of.data().resolve("secrets/root-credentials.json").toString();
        try {
            String secret = Json.read(Files.readString(Path.of(file)), file)
                    .path("secretAccessKey")
                    .asText();
            assertThat(secret).as(file).isNotEmpty();
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_data_folder_in_use_is_refused_and_nothing_is_damaged() {
        Outcome second = Launcher.run("up", "--detach", "--port", "0", "--data", data());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("in use");
        Launcher.run("status", "--data", data()).succeeded();
        assertThat(Launcher.run("reset", "--yes", "--data", data()).exitCode()).isEqualTo(1);
    }

    @Test
    void a_port_in_use_is_one_clear_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Launcher.run(
                    "up",
                    "--detach",
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--data",
                    folder.resolve("d").toString());
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void a_data_folder_of_another_version_is_left_alone() throws IOException {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.writeString(old.resolve("format"), "999");
        Outcome outcome = Launcher.run("up", "--detach", "--port", "0", "--data", old.toString());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("format 999");
        assertThat(old.resolve("format")).hasContent("999");
    }

    @Test
    void wrong_usage_is_exit_code_2() {
        assertThat(Launcher.run("up", "--detach", "--nonsense", "--data", folder.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(Launcher.run("nonsense").exitCode()).isEqualTo(2);
        assertThat(Launcher.run("env", "--nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void state_is_there_again_after_a_clean_stop() {
        try (Standalone own = Standalone.start()) {
            String bucket;
            String key;
            try (Deployment coffer = own.deployment()) {
                bucket = coffer.newBucket();
                key = coffer.newKey(coffer.home());
                coffer.s3()
                        .putObject(
                                p -> p.bucket(bucket)
                                        .key("k")
                                        .serverSideEncryption("aws:kms")
                                        .ssekmsKeyId(key),
                                RequestBody.fromString("kept"));
            }
            own.down();
            assertThat(Launcher.run("status", "--data", own.data().toString()).exitCode())
                    .isEqualTo(1);
            Duration ready = own.up();
            try (Deployment coffer = own.deployment()) {
                assertThat(coffer.s3()
                                .getObjectAsBytes(g -> g.bucket(bucket).key("k"))
                                .asUtf8String())
                        .isEqualTo("kept");
            }
            assertThat(ready).as("ready after a clean stop").isLessThan(Duration.ofSeconds(40));
        }
    }
}

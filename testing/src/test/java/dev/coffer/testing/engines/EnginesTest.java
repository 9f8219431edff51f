package dev.coffer.testing.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    private static final Docker NONE = new Known(false, List.of(), false);
    private static final Docker FULL = new Known(true, Images.ALL, false);
    private static final Docker WITHOUT_KAFKA = new Known(true, List.of(Images.POSTGRES), false);
    private static final Docker AROUND = new Known(true, Images.ALL, true);

    @Test
    void containers_run_where_docker_has_the_images() {
        assertThat(Engines.choose(Map.of(), FULL)).isInstanceOf(Engines.Containers.class);
    }

    @Test
    void without_docker_engines_are_embedded() {
        assertThat(Engines.choose(Map.of(), NONE))
                .isEqualTo(new Engines.Embedded("no Docker answers at unix:///known"));
    }

    @Test
    void nothing_is_downloaded_unasked() {
        assertThat(Engines.choose(Map.of(), WITHOUT_KAFKA))
                .isInstanceOfSatisfying(
                        Engines.Embedded.class,
                        e -> assertThat(e.reason()).endsWith("hasn't the image " + Images.KAFKA));
        assertThat(Engines.choose(Map.of(Engines.SETTING, "containers"), WITHOUT_KAFKA))
                .isInstanceOf(Engines.Containers.class);
    }

    @Test
    void inside_a_container_containers_run_only_when_it_is_said_where_ports_are() {
        assertThat(Engines.choose(Map.of(), AROUND)).isInstanceOf(Engines.Embedded.class);
        assertThat(Engines.choose(Map.of("TESTCONTAINERS_HOST_OVERRIDE", "localhost"), AROUND))
                .isInstanceOf(Engines.Containers.class);
    }

    @Test
    void the_setting_decides() {
        assertThat(Engines.choose(Map.of(Engines.SETTING, "embedded"), FULL)).isInstanceOf(Engines.Embedded.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> Engines.choose(Map.of(Engines.SETTING, "containers"), NONE))
                .withMessage("COFFER_TEST_ENGINES=containers, but no Docker answers at unix:///known");
        assertThatIllegalStateException()
                .isThrownBy(() -> Engines.choose(Map.of(Engines.SETTING, "podman"), FULL))
                .withMessageContaining("'podman'");
    }

    @Test
    void a_socket_that_is_missing_or_silent_is_no_engine(@TempDir Path folder) throws IOException {
        assertThat(new DockerSocket("unix://" + folder.resolve("docker.sock")).answers())
                .isFalse();
        assertThat(new DockerSocket("nonsense").answers()).isFalse();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long started = System.nanoTime();
            assertThat(new DockerSocket("tcp://127.0.0.1:" + silent.getLocalPort()).answers())
                    .isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private record Known(boolean answers, List<String> images, boolean isAroundThisJvm) implements Docker {
        @Override
        public String address() {
            return "unix:///known";
        }

        @Override
        public boolean has(String image) {
            return images.contains(image);
        }
    }
}

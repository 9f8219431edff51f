package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void instance(long pid) throws IOException {
        write("run/instance.json", """
                {"pid": %d, "endpoint": "http://127.0.0.1:9000", "kafkaBootstrapServers": "127.0.0.1:9092",
                 "regions": ["us-east-1", "eu-west-1"], "ready": true, "version": "1", "future": {}}""".formatted(pid));
    }

    @Test
    void a_folder_without_an_instance_runs_nothing() {
        assertThat(new DataFolder(folder).runningInstance()).isEmpty();
        assertThatThrownBy(() -> new DataFolder(folder).requireRunning())
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("./coffer up");
    }

    @Test
    void an_instance_whose_process_is_another_program_does_not_run() throws IOException {
        instance(ProcessHandle.current().pid());
        assertThat(new DataFolder(folder).lastInstance())
                .map(Instance::regions)
                .hasValueSatisfying(r -> assertThat(r).containsExactly("us-east-1", "eu-west-1"));
        assertThat(new DataFolder(folder).runningInstance()).isEmpty();
    }

    @Test
    void an_instance_is_running_while_its_process_names_the_folder() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "read line", "--data", folder.toString()).start();
        try {
            instance(process.pid());
            assertThat(new DataFolder(folder).runningInstance())
                    .map(Instance::pid)
                    .hasValue(process.pid());
            process.getOutputStream().close();
            process.waitFor();
            assertThat(new DataFolder(folder).runningInstance()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_damaged_description_is_said_in_one_line() throws IOException {
        write("run/instance.json", "{");
        assertThatThrownBy(() -> new DataFolder(folder).lastInstance())
                .isInstanceOf(CommandFailed.class)
                .hasMessageEndingWith("instance.json is not JSON");
    }

    @Test
    void reads_the_root_credentials_and_never_prints_the_secret() throws IOException {
        write("secrets/root-credentials.json", "{\"accessKeyId\": \"AKIA1\", \"secretAccessKey\": \"hush\"}");
        Credentials credentials = new DataFolder(folder).rootCredentials();
        assertThat(credentials.secretAccessKey()).isEqualTo("hush");
        assertThat(credentials.toString()).doesNotContain("hush");
    }

    @Test
    void only_a_folder_that_a_standalone_has_marked_is_coffers() throws IOException {
        assertThat(new DataFolder(folder).isCoffers()).isFalse();
        write("format", "1");
        write("lock", "");
        assertThat(new DataFolder(folder).isCoffers()).isTrue();
    }

    @Test
    void the_option_wins_and_becomes_absolute() {
        assertThat(DataFolder.of(Optional.of(Path.of("x/../y"))).path())
                .isEqualTo(Path.of("y").toAbsolutePath());
    }
}

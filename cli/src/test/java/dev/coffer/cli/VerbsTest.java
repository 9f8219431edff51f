package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerbsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void wrong_usage_is_one_line_and_exit_code_2() {
        assertThat(run("down", "--nonsense")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_failure_is_one_line_and_exit_code_1() {
        assertThat(run("env", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("coffer: nothing runs in ");
    }

    @Test
    void status_as_json_is_json_also_when_nothing_runs() {
        assertThat(run("status", "--json", "--data", folder.toString())).isEqualTo(1);
        assertThat(Json.read(out.toString(), "status").path("running").asBoolean(true))
                .isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void down_of_nothing_is_down() {
        assertThat(run("down", "--data", folder.toString())).isZero();
    }

    @Test
    void reset_needs_a_yes() {
        assertThat(run("reset", "--data", folder.toString())).isEqualTo(2);
        assertThat(folder).exists();
    }

    @Test
    void reset_leaves_a_folder_alone_that_is_not_coffers() throws IOException {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "…");
        assertThat(run("reset", "--yes", "--data", folder.toString())).isEqualTo(1);
        assertThat(precious).exists();
    }

    @Test
    void reset_deletes_a_data_folder_that_is_not_in_use() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("blobs/us-east-1"));
        Files.writeString(data.resolve("format"), "1");
        Files.writeString(data.resolve("lock"), "");
        assertThat(run("reset", "--yes", "--data", data.toString())).isZero();
        assertThat(data).doesNotExist();
    }
}

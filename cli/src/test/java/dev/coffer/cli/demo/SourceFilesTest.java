package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    @TempDir
    Path folder;

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private List<String> keys(OptionalInt count) {
        return SourceFiles.below(folder, count).stream().map(Sample::key).toList();
    }

    @Test
    void takes_every_file_in_path_order_without_what_builds_write() throws IOException {
        file("b.txt");
        file("a/z.txt");
        file(".git/HEAD");
        file("module/target/classes/A.class");
        file(".github/workflow.yml");
        assertThat(keys(OptionalInt.empty())).containsExactly(".github/workflow.yml", "a/z.txt", "b.txt");
    }

    @Test
    void a_folder_named_by_the_user_counts_whatever_it_is_called() throws IOException {
        file("target/report.txt");
        assertThat(SourceFiles.below(folder.resolve("target"), OptionalInt.empty()))
                .extracting(Sample::key)
                .containsExactly("report.txt");
    }

    @Test
    void the_first_n_are_taken() throws IOException {
        file("a");
        file("b");
        assertThat(keys(OptionalInt.of(1))).containsExactly("a");
    }

    @Test
    void too_few_are_repeated_under_numbered_keys() throws IOException {
        file("a");
        file("b");
        assertThat(keys(OptionalInt.of(5))).containsExactly("a", "b", "~2/a", "~2/b", "~3/a");
    }

    @Test
    void symbolic_links_are_not_followed() throws IOException {
        file("a");
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        assertThat(keys(OptionalInt.empty())).containsExactly("a");
    }

    @Test
    void no_folder_and_no_files_are_said_so() {
        assertThatThrownBy(() -> keys(OptionalInt.empty()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("no files in ");
        assertThatThrownBy(() -> SourceFiles.below(folder.resolve("nowhere"), OptionalInt.empty()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("no such folder: ");
    }

    @Test
    void a_path_that_is_no_key_is_refused_before_anything_is_made() throws IOException {
        file("ä".repeat(120) + "/" + "ä".repeat(120) + "/" + "ä".repeat(120) + "/" + "ä".repeat(120) + "/"
                + "ä".repeat(120));
        assertThatThrownBy(() -> keys(OptionalInt.empty())).hasMessageContaining("at most 1024 bytes");
    }
}

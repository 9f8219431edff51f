package dev.coffer.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.start.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service says at its start of the secrets that it shares with others. */
class PairSecretsTest {
    @TempDir
    private Path folder;

    private PairSecrets secrets;

    @BeforeEach
    void oneOfThem() throws IOException {
        secrets = new PairSecrets(folder);
        Files.writeString(folder.resolve("database.password"), "short");
        Files.writeString(folder.resolve("gateway--audit"), "s".repeat(43));
    }

    @Test
    void what_is_there_is_fine_and_a_pair_without_a_file_cannot_talk() {
        assertThatCode(secrets::verify).doesNotThrowAnyException();
        assertThat(secrets.between("gateway", "audit")).isPresent();
        assertThat(secrets.between("audit", "gateway")).isEmpty();
    }

    @Test
    void one_that_cannot_be_read_is_named() throws IOException {
        Files.createSymbolicLink(folder.resolve("audit--gateway"), folder.resolve("nowhere"));

        assertThatThrownBy(secrets::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot read the secret in " + folder.resolve("audit--gateway"))
                .extracting(StartFailure::describe)
                .isEqualTo("cannot read the secret in " + folder.resolve("audit--gateway") + ": "
                        + folder.resolve("audit--gateway") + " is missing");
    }

    @Test
    void one_that_is_too_short_is_named_and_not_told() throws IOException {
        Files.writeString(folder.resolve("audit--gateway"), "guessable");

        assertThatThrownBy(secrets::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the secret in " + folder.resolve("audit--gateway") + " is shorter than 32 bytes");
    }

    @Test
    void none_at_all_is_told() throws IOException {
        Files.delete(folder.resolve("gateway--audit"));
        assertThatThrownBy(secrets::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no secret that this service shares with another is in " + folder);

        PairSecrets nowhere = new PairSecrets(folder.resolve("nowhere"));
        assertThatThrownBy(nowhere::verify)
                .extracting(StartFailure::describe)
                .isEqualTo("cannot read the secrets in " + folder.resolve("nowhere") + ": " + folder.resolve("nowhere")
                        + " is missing");
    }
}

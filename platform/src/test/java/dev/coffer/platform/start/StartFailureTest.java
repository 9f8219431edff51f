package dev.coffer.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
    @Test
    void the_innermost_message_is_what_people_can_act_on() {
        assertThat(StartFailure.describe(new IllegalStateException(
                        "Failed to start", new RuntimeException(new IllegalArgumentException("the key is missing")))))
                .isEqualTo("the key is missing");
    }

    @Test
    void it_is_one_line() {
        assertThat(StartFailure.describe(new IllegalStateException("cannot connect\n  at all")))
                .isEqualTo("cannot connect");
    }

    @Test
    void without_any_message_its_kind_is_told() {
        assertThat(StartFailure.describe(new IllegalStateException("", new NullPointerException())))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void of_a_file_it_is_told_what_is_wrong_with_it() {
        assertThat(StartFailure.describe(new IllegalStateException(
                        "cannot read the gateway's key", new NoSuchFileException("/trust/gateway-public.pem"))))
                .isEqualTo("cannot read the gateway's key: /trust/gateway-public.pem is missing");
        assertThat(StartFailure.describe(new UncheckedIOException(new AccessDeniedException("/trust/secret"))))
                .isEqualTo("/trust/secret may not be used by this process's user");
        assertThat(StartFailure.describe(new RuntimeException(
                        new IllegalStateException("cannot read /trust/secret", new IOException("Is a directory")))))
                .isEqualTo("cannot read /trust/secret: Is a directory");
    }

    @Test
    void configuration_that_is_named_and_not_there_is_told(@TempDir Path folder) throws IOException {
        Path there = Files.createFile(folder.resolve("secret.properties"));
        Path missing = folder.resolve("roots.properties");

        assertThat(StartFailure.missingConfiguration(null)).isEmpty();
        assertThat(StartFailure.missingConfiguration(there + ",http://elsewhere/a.properties"))
                .isEmpty();
        for (String location : List.of(missing.toString(), missing.toUri().toString())) {
            assertThat(StartFailure.missingConfiguration(there + ", " + location))
                    .contains(
                            "the configuration " + missing + " is missing, or may not be read by this process's user");
        }
    }
}

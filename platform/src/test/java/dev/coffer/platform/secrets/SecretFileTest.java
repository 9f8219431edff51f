package dev.coffer.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_secret_is_readable_by_its_owner_only() throws IOException {
        Path path = folder.resolve("secrets/key");
        new SecretFile(path).write(bytes("one"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
        assertThat(new SecretFile(path).read())
                .hasValueSatisfying(b -> assertThat(b).isEqualTo(bytes("one")));
    }

    @Test
    void a_secret_that_others_may_read_is_refused() throws IOException {
        Path path = folder.resolve("key");
        new SecretFile(path).write(bytes("one"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new SecretFile(path).read())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void an_absent_secret_is_made_once_whoever_comes_first() throws Exception {
        SecretFile file = new SecretFile(folder.resolve("key"));
        assertThat(file.read()).isEmpty();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> makers = IntStream.range(0, 20)
                    .mapToObj(i -> (Callable<String>)
                            () -> new String(file.readOrCreate(() -> bytes("secret " + i)), StandardCharsets.UTF_8))
                    .toList();
            List<String> seen = threads.invokeAll(makers).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(seen).hasSize(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).as("no temporary file is left").hasSize(1);
        }
    }

    @Test
    void writing_replaces_the_secret() {
        SecretFile file = new SecretFile(folder.resolve("key"));
        file.write(bytes("one"));
        file.write(bytes("two"));

        assertThat(file.read()).hasValueSatisfying(b -> assertThat(b).isEqualTo(bytes("two")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.coffer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** Folders that live as long as the test JVM, and what has to end before they go: last made, first ended. */
final class TemporaryFolder {
    private static final Deque<Runnable> ENDINGS = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolder::end, "test-engines-end"));
    }

    private TemporaryFolder() {}

    static Path deletedWithTheJvm(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            atTheEnd(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void atTheEnd(Runnable ending) {
        synchronized (ENDINGS) {
            ENDINGS.push(ending);
        }
    }

    private static void end() {
        synchronized (ENDINGS) {
            ENDINGS.forEach(Runnable::run);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

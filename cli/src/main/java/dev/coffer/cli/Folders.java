package dev.coffer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders and all that is in them. */
public final class Folders {
    private Folders() {}

    /** Deletes {@code root} with everything in it; symbolic links are not followed. */
    public static void delete(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot delete " + root + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailed(
                    "cannot delete " + root + ": " + e.getCause().getMessage(), e);
        }
    }
}

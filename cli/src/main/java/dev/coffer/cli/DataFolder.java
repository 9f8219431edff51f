package dev.coffer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The data folder of a standalone, as seen from outside. */
public record DataFolder(Path path) {

    /** {@code --data}, else what the launcher says, else {@code COFFER_DATA}, else {@code .coffer} here. */
    public static DataFolder of(Optional<Path> option) {
        Path path = option.or(() -> Optional.ofNullable(System.getProperty("coffer.default-data"))
                        .map(Path::of))
                .or(() -> Optional.ofNullable(System.getenv("COFFER_DATA")).map(Path::of))
                .orElse(Path.of(".coffer"));
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    /** The instance that last wrote its facts here, running or not. */
    public Optional<Instance> lastInstance() {
        Path file = path.resolve("run/instance.json");
        return content(file).map(text -> Instance.parse(text, file.toString()));
    }

    /** The instance whose process is alive. */
    public Optional<Instance> runningInstance() {
        return lastInstance().filter(instance -> instance.process(path).isPresent());
    }

    /** As {@link #runningInstance()}, or the line that says what to do. */
    public Instance requireRunning() {
        return runningInstance()
                .orElseThrow(
                        () -> new CommandFailed("nothing runs in " + path + ": start it with ./coffer up --detach"));
    }

    /** The first account's root key. */
    public Credentials rootCredentials() {
        return root().credentials();
    }

    /** The first account. */
    public String accountId() {
        return root().accountId();
    }

    /** Both. */
    RootKey root() {
        Path file = path.resolve("secrets/root-credentials.json");
        String text = content(file).orElseThrow(() -> new CommandFailed("no root credentials in " + path));
        return RootKey.parse(text, file.toString());
    }

    /** Whether a standalone has ever kept its state here. */
    public boolean isCoffers() {
        return Files.isRegularFile(path.resolve("format")) && Files.isRegularFile(path.resolve("lock"));
    }

    /** The PostgreSQL that a killed standalone has left behind, if it is still alive. */
    public Optional<ProcessHandle> leftoverDatabase() {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(path, 3, (p, a) -> p.endsWith("postmaster.pid"))) {
            return files.flatMap(file -> content(file).stream())
                    .map(text -> text.lines().findFirst().orElse("").strip())
                    .filter(line -> !line.isEmpty() && line.chars().allMatch(Character::isDigit))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .filter(p -> p.info()
                            .commandLine()
                            .map(l -> l.contains(path.toString()))
                            .orElse(false))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> content(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}

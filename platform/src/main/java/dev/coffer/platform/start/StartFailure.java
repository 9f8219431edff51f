package dev.coffer.platform.start;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failed start says: the innermost message that a person can act on, in one line. */
public final class StartFailure {
    private StartFailure() {}

    /**
     * The line; if no message is there, what kind of failure it was. What the JDK says of a file or a key ("Is a directory")
     * is told behind what it was that could not be read.
     */
    public static String describe(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            String line = line(message(chain.get(i)));
            if (!line.isEmpty()) {
                boolean ofTheJdk =
                        chain.get(i) instanceof IOException || chain.get(i) instanceof GeneralSecurityException;
                String what = ofTheJdk && i > 0 && chain.get(i - 1) instanceof IllegalStateException ours
                        ? line(ours.getMessage())
                        : "";
                return what.isEmpty() ? line : what + ": " + line;
            }
        }
        return failure.getClass().getSimpleName();
    }

    /**
     * What of a process's configuration is not there; a file that is named and missing is passed over when it is read.
     *
     * @param locations as {@code SMALLRYE_CONFIG_LOCATIONS} has them; only files of this machine are looked for
     */
    static Optional<String> missingConfiguration(@Nullable String locations) {
        return Optional.ofNullable(locations).stream()
                .flatMap(all -> Arrays.stream(all.split(",")))
                .map(String::strip)
                .filter(location -> location.startsWith("/") || location.startsWith("file:"))
                .map(location -> location.startsWith("/") ? Path.of(location) : Path.of(URI.create(location)))
                .filter(file -> !Files.isReadable(file))
                .map(file -> "the configuration " + file + " is missing, or may not be read by this process's user")
                .findFirst();
    }

    private static String line(@Nullable String message) {
        return message == null
                ? ""
                : message.lines().map(String::strip).findFirst().orElse("");
    }

    /** What a failure says; one of a file's is only the file's name as long as the kind is left out. */
    private static @Nullable String message(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + " is missing";
            case AccessDeniedException denied -> denied.getFile() + " may not be used by this process's user";
            default -> failure.getMessage();
        };
    }
}

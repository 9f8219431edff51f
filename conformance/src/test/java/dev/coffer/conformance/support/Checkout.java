package dev.coffer.conformance.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkout that the suite runs in. */
public final class Checkout {
    private Checkout() {}

    /** The folder of the launcher. */
    public static Path root() {
        return Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()), Optional::isPresent, p -> p.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(folder -> Files.isExecutable(folder.resolve("coffer")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no ./coffer above " + Path.of("").toAbsolutePath()));
    }
}

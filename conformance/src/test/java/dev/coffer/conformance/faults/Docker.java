package dev.coffer.conformance.faults;

import dev.coffer.conformance.support.Launcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Docker's own command line, on the containers of one project of Compose, whatever version of Compose has made them. */
record Docker(String project) {
    private static final String SERVICE = "com.docker.compose.service";

    /** The project's running containers: the id of each by the name of its service. */
    Map<String, String> containers() {
        return run(
                        "ps",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--format",
                        "{{.Label \"" + SERVICE + "\"}} {{.ID}}")
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, _) -> first));
    }

    /** What a command prints; {@link AssertionError} if it fails. */
    String run(String... arguments) {
        return launch(arguments).succeeded().out();
    }

    /** Whether a command that may fail did what it should. */
    boolean attempt(String... arguments) {
        return launch(arguments).exitCode() == 0;
    }

    private static Launcher.Outcome launch(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        return Launcher.run(Map.of(), command, Path.of("").toAbsolutePath());
    }
}

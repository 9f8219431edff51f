package dev.coffer.conformance.awscli;

import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Launcher;
import dev.coffer.conformance.support.Launcher.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The AWS CLI of the virtual environment {@code COFFER_AWS_CLI}, or on the {@code PATH}; only if it is new enough to know
 * {@code AWS_ENDPOINT_URL}: an older one would call AWS.
 */
final class AwsCli {
    private static final Pattern VERSION = Pattern.compile("aws-cli/(\\d+)\\.(\\d+)\\.");
    private static final Map<Integer, Integer> FIRST_MINOR = Map.of(1, 29, 2, 13);

    private final Deployment coffer;
    private final Path folder;
    private final String program;

    private AwsCli(Deployment coffer, Path folder, String program) {
        this.coffer = coffer;
        this.folder = folder;
        this.program = program;
    }

    /** One that works in {@code folder}; none if there is none that is new enough. */
    static Optional<AwsCli> find(Deployment coffer, Path folder) {
        return candidates()
                .filter(program -> isNewEnough(program, folder))
                .findFirst()
                .map(program -> new AwsCli(coffer, folder, program));
    }

    private static Stream<String> candidates() {
        return Stream.concat(
                Stream.ofNullable(System.getenv("COFFER_AWS_CLI"))
                        .map(venv -> Path.of(venv, "bin", "aws").toString()),
                Stream.of(System.getenv("PATH").split(":"))
                        .map(dir -> Path.of(dir, "aws"))
                        .filter(Files::isExecutable)
                        .map(Path::toString));
    }

    private static boolean isNewEnough(String program, Path folder) {
        Outcome outcome = Launcher.run(Map.of(), List.of(program, "--version"), folder);
        Matcher matcher = VERSION.matcher(outcome.out() + outcome.err());
        return matcher.find()
                && FIRST_MINOR.getOrDefault(Integer.parseInt(matcher.group(1)), Integer.MAX_VALUE)
                        <= Integer.parseInt(matcher.group(2));
    }

    /** Runs {@code aws} with these arguments. */
    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of(arguments));
        return Launcher.run(
                Map.of(
                        "AWS_ENDPOINT_URL",
                        coffer.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID",
                        coffer.credentials().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY",
                        coffer.credentials().secretAccessKey(),
                        "AWS_DEFAULT_REGION",
                        coffer.home(),
                        "AWS_CONFIG_FILE",
                        "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE",
                        "/dev/null",
                        "AWS_MAX_ATTEMPTS",
                        "1",
                        "AWS_PAGER",
                        ""),
                command,
                folder);
    }

    /** Runs it, and says what it printed. */
    String ok(String... arguments) {
        return run(arguments).succeeded().out().strip();
    }
}

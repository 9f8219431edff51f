package dev.coffer.cli.demo;

import dev.coffer.cli.Connection;
import dev.coffer.cli.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: what an operator runs after an install or an upgrade. Exit code 0 if every claim holds, 1 if not. */
@Command(
        name = "verify",
        description = {
            "Checks Coffer's claims on a running deployment: bucket keys, audit trail, quota, cost meter, replication.",
            "It makes buckets, keys and users of its own and removes them; for some seconds it lowers the KMS quota of the"
                    + " first region."
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    private static final int SIDE_BY_SIDE = 8;
    private static final int MOST_INSTANCES = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Connection connection;

    @Option(
            names = "--storage-instances",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many instances of storage serve the first region, each of which keeps bucket keys of its own"
                            + " (default: ${DEFAULT-VALUE})")
    private int storageInstances;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (storageInstances < 1 || storageInstances > MOST_INSTANCES) {
            throw new ParameterException(
                    spec.commandLine(), "--storage-instances: 1 to " + MOST_INSTANCES + ", not " + storageInstances);
        }
        Stage stage = Stage.at(connection.endpoint(), connection.credentials());
        Workers workers = new Workers(SIDE_BY_SIDE);
        Undo made = new Undo();
        Interruption interruption = Interruption.guard(workers, () -> made.tell(System.err));
        try {
            Findings findings = new Findings(
                    stage.endpoint().toString(),
                    Verification.play(stage, storageInstances, Progress.onStderr(), workers, made));
            print(findings);
            return findings.hold() ? 0 : 1;
        } finally {
            if (interruption.end()) {
                made.tell(System.err);
            }
        }
    }

    private void print(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(findings.json()));
        } else {
            findings.lines().forEach(out::println);
        }
        out.flush();
    }
}

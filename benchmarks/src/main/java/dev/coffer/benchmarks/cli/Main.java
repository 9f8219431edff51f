package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.suite.SuiteCommand;
import dev.coffer.benchmarks.wire.WireException;
import dev.coffer.cli.CommandFailed;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line. Exit code 0: it ran, 1: it failed (one line on stderr), 2: wrong usage. */
@Command(
        name = "./coffer bench",
        description = "Measures Coffer, or any other S3 and KMS, on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SuiteCommand.class,
            S3Command.class,
            KmsCommand.class,
            ReplicationCommand.class,
            AuditCommand.class,
            GrowthCommand.class,
            MemoryCommand.class,
            StartUpCommand.class,
            JmhCommand.class,
        })
public final class Main {
    private Main() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            boolean expected = e instanceof CommandFailed
                    || e instanceof WireException
                    || e instanceof software.amazon.awssdk.core.exception.SdkException;
            at.getErr().printf("coffer: %s%n", expected ? e.getMessage() : e.toString());
            if (!expected || System.getenv("COFFER_DEBUG") != null) {
                e.printStackTrace(at.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }
}

package dev.coffer.cli;

import dev.coffer.cli.demo.DemoCommand;
import dev.coffer.cli.demo.VerifyCommand;
import dev.coffer.cli.explain.ExplainCommand;
import dev.coffer.cli.verify.VerifyReplicationCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The verbs of {@code ./coffer} that are not the launcher's own. Exit code 0: it happened, 1: it failed (one line on
 * stderr), 2: wrong usage.
 */
@Command(
        name = "./coffer",
        description = "Coffer: S3, KMS and CloudTrail on your own machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EnvCommand.class,
            StatusCommand.class,
            DownCommand.class,
            ResetCommand.class,
            DemoCommand.class,
            ExplainCommand.class,
            UsageCommand.class,
            RegionCommand.class,
            LinkCommand.class,
            VerifyCommand.class,
            VerifyReplicationCommand.class,
        })
public final class Main {
    private Main() {}

    /** Runs one verb and ends the process. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The parser with Coffer's way of failing: one clear line, never a stack trace, unless COFFER_DEBUG asks for it. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> {
            CommandLine at = e.getCommandLine();
            at.getErr()
                    .printf(
                            "coffer: %s (%s --help says more)%n",
                            oneLine(e), at.getCommandSpec().qualifiedName());
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            at.getErr().printf("coffer: %s%n", e instanceof CommandFailed ? e.getMessage() : oneLine(e));
            if (System.getenv("COFFER_DEBUG") != null) {
                e.printStackTrace(at.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}

package dev.coffer.standalone.launch;

import dev.coffer.embedded.EngineException;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** The entry point of the standalone: {@code up}'s options, then {@link Standalone}. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Exits with 0 after a clean stop, 1 where it failed (one line on stderr), 2 for wrong usage. */
    public static void main(String[] args) {
        UpOptions options = new UpOptions();
        int code = new CommandLine(options)
                .setExecutionStrategy(parsed -> CommandLine.printHelpIfRequested(parsed) ? 0 : run(options))
                .execute(args);
        System.exit(code);
    }

    private static int run(UpOptions options) {
        try {
            return new Standalone(options).run();
        } catch (StartRefusedException | EngineException e) {
            System.err.println("coffer: " + e.getMessage());
            return 1;
        }
    }
}

package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.server.StartUp;
import dev.coffer.cli.CommandFailed;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code startup}: how soon a standalone is ready. */
@Command(
        name = "startup",
        description = "How long ./coffer up takes: first, after a clean end, after kill -9; memory after a demo.",
        mixinStandardHelpOptions = true)
final class StartUpCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--demo-objects",
            defaultValue = "500",
            description = "0 leaves the demo out (default: ${DEFAULT-VALUE})")
    private int demoObjects;

    @Override
    public Integer call() {
        String root = System.getProperty("coffer.root");
        if (root == null) {
            throw new CommandFailed("start it by ./coffer bench startup");
        }
        output.print(StartUp.measure(Path.of(root, "coffer"), rounds, demoObjects, output::progress));
        return 0;
    }
}

package dev.coffer.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: ends the instance of the data folder and waits for its clean end. What runs not, needs no end: 0. */
@Command(
        name = "down",
        description = "Ends the instance of the data folder; its state stays.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        DataFolder folder = data.folder();
        Optional<ProcessHandle> process = folder.lastInstance().flatMap(i -> i.process(folder.path()));
        process.ifPresent(p -> Stopping.cleanly(p, PATIENCE));
        folder.leftoverDatabase().ifPresent(p -> Stopping.cleanly(p, PATIENCE));
        spec.commandLine().getOut().println(process.isPresent() ? "stopped" : "nothing ran in " + folder.path());
        return 0;
    }
}

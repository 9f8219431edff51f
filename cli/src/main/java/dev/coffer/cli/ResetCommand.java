package dev.coffer.cli;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code reset --yes}: deletes the data folder; refuses while it is in use and where it is not one of Coffer's. */
@Command(name = "reset", description = "Forgets everything: deletes the data folder.", mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--yes", description = "Really.")
    private boolean yes;

    @Override
    public Integer call() {
        DataFolder folder = data.folder();
        if (!yes) {
            throw new ParameterException(
                    spec.commandLine(), "reset deletes " + folder.path() + " for good: say --yes to do it");
        }
        if (!Files.exists(folder.path())) {
            spec.commandLine().getOut().println("nothing to delete: there is no " + folder.path());
            return 0;
        }
        if (folder.runningInstance().isPresent()) {
            throw new CommandFailed("an instance runs in " + folder.path() + ": end it with ./coffer down first");
        }
        if (!folder.isCoffers()) {
            throw new CommandFailed(folder.path() + " is not a data folder of Coffer: not deleted");
        }
        folder.leftoverDatabase().ifPresent(p -> Stopping.cleanly(p, Duration.ofSeconds(60)));
        Folders.delete(folder.path());
        spec.commandLine().getOut().println("deleted " + folder.path());
        return 0;
    }
}

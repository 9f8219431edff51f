package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.DataFolder;
import dev.coffer.cli.Folders;
import dev.coffer.cli.Instance;
import dev.coffer.cli.Stopping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A standalone that the demo starts for itself, by the launcher, in a temporary data folder. */
final class OwnInstance {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DataFolder folder;

    private OwnInstance(DataFolder folder) {
        this.folder = folder;
    }

    /** Starts it and waits until it is ready; {@code undo} ends it and deletes its data. */
    static OwnInstance start(Undo undo) {
        OwnInstance instance = new OwnInstance(new DataFolder(temporaryFolder()));
        undo.remember("the instance in " + instance.folder.path(), instance::end);
        instance.launch();
        return instance;
    }

    /** Where it listens, and as whom to ask. */
    Stage stage() {
        Instance instance = folder.requireRunning();
        if (instance.regions().size() < 2) {
            throw new CommandFailed("the instance serves only " + instance.regions());
        }
        return new Stage(
                instance.endpoint(),
                folder.rootCredentials(),
                instance.regions().get(0),
                instance.regions().get(1));
    }

    Path data() {
        return folder.path();
    }

    private void launch() {
        String root = System.getProperty("coffer.root");
        if (root == null) {
            throw new CommandFailed("start the demo by ./coffer, or say --endpoint");
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(root, "coffer").toString(),
                "up",
                "--detach",
                "--port",
                "0",
                "--data",
                folder.path().toString()));
        builder.environment().put("COFFER_JAVA", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandFailed("the demo's own instance did not start: "
                        + said.lines().reduce((a, b) -> b).orElse("it said nothing"));
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot start the demo's own instance: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void end() {
        folder.runningInstance().flatMap(i -> i.process(folder.path())).ifPresent(p -> Stopping.cleanly(p, PATIENCE));
        folder.leftoverDatabase().ifPresent(p -> Stopping.cleanly(p, PATIENCE));
        Folders.delete(folder.path());
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("coffer-demo-").toRealPath();
        } catch (IOException e) {
            throw new CommandFailed("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }
}

package dev.coffer.benchmarks.server;

import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.wire.Endpoint;
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
import java.util.ArrayList;
import java.util.List;

/** A standalone that is started by the launcher in a temporary data folder and goes with it. */
public final class LocalInstance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path launcher;
    private final DataFolder folder;
    private final List<String> options;

    /**
     * Makes the folder; nothing runs yet.
     *
     * @param launcher {@code ./coffer}
     * @param options of {@code up}, beside port and data folder
     */
    public LocalInstance(Path launcher, List<String> options) {
        this.launcher = launcher;
        this.options = List.copyOf(options);
        try {
            this.folder =
                    new DataFolder(Files.createTempDirectory("coffer-bench-").toRealPath());
        } catch (IOException e) {
            throw new CommandFailed("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /** The data folder. */
    public Path data() {
        return folder.path();
    }

    /** Starts it and waits until it is ready; how long that took, launcher and all. */
    public Duration start() {
        List<String> arguments = new ArrayList<>(
                List.of("up", "--detach", "--port", "0", "--data", folder.path().toString()));
        arguments.addAll(options);
        long begun = System.nanoTime();
        coffer(arguments);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Runs a verb of the launcher against this instance, as its root; what it said on stdout and stderr. */
    public String coffer(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("COFFER_JAVA", System.getProperty("java.home"));
        folder.runningInstance().ifPresent(running -> {
            builder.environment()
                    .put("AWS_ACCESS_KEY_ID", folder.rootCredentials().accessKeyId());
            builder.environment()
                    .put("AWS_SECRET_ACCESS_KEY", folder.rootCredentials().secretAccessKey());
        });
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandFailed("./coffer " + String.join(" ", arguments) + " failed: "
                        + said.lines().reduce((a, b) -> b).orElse("it said nothing"));
            }
            return said;
        } catch (IOException e) {
            throw new CommandFailed("cannot run " + launcher + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    /** Where it listens, as its root, in its first region. */
    public Endpoint endpoint() {
        Instance instance = folder.requireRunning();
        return new Endpoint(instance.endpoint(), instance.regions().getFirst(), folder.rootCredentials());
    }

    /** Its second region. */
    public String otherRegion() {
        return folder.requireRunning().regions().get(1);
    }

    /** What it calls its version. */
    public String version() {
        return folder.requireRunning().version();
    }

    /** Its JVM. */
    public ProcessHandle process() {
        return folder.requireRunning()
                .process(folder.path())
                .orElseThrow(() -> new CommandFailed("the instance has ended"));
    }

    /** Its processor time, PostgreSQL's too. */
    public CpuTime cpu() {
        return CpuTime.of(process());
    }

    /** Ends it cleanly. */
    public void stop() {
        folder.runningInstance().flatMap(i -> i.process(folder.path())).ifPresent(p -> Stopping.cleanly(p, PATIENCE));
        folder.leftoverDatabase().ifPresent(p -> Stopping.cleanly(p, PATIENCE));
    }

    /** Ends it as {@code kill -9} does; PostgreSQL is left to the next start. */
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        if (!Stopping.ended(process, PATIENCE)) {
            throw new CommandFailed("process " + process.pid() + " can't be killed");
        }
    }

    @Override
    public void close() {
        stop();
        Folders.delete(folder.path());
    }
}

package dev.coffer.conformance.support;

import dev.coffer.cli.DataFolder;
import dev.coffer.cli.Folders;
import dev.coffer.cli.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A standalone of the suite's own, started by the launcher in a temporary data folder; it can be killed and restarted. */
public final class Standalone implements AutoCloseable {
    /** What {@code eval "$(./coffer env)"} of an instance that is gone has left in the shell. */
    private static final Map<String, String> OTHERS_KAFKA = Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    private final DataFolder folder;
    private final List<String> options;
    private int port;

    private Standalone(DataFolder folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    /** Starts one with options of {@code up}. */
    public static Standalone start(String... options) {
        try {
            Path data = Files.createTempDirectory("coffer-conformance-").toRealPath();
            Standalone standalone = new Standalone(new DataFolder(data), List.of(options));
            standalone.up();
            return standalone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it (again, where it was); returns when it is ready, and how long that took. */
    public Duration up() {
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--detach",
                "--port",
                Integer.toString(port),
                "--data",
                folder.path().toString()));
        arguments.addAll(options);
        long begun = System.nanoTime();
        Launcher.run(OTHERS_KAFKA, arguments.toArray(String[]::new)).succeeded();
        port = instance().endpoint().getPort();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Ends it cleanly. */
    public void down() {
        Launcher.run("down", "--data", folder.path().toString()).succeeded();
    }

    /** {@code kill -9} of the JVM; PostgreSQL may survive it. */
    public void kill() {
        ProcessHandle process = instance()
                .process(folder.path())
                .orElseThrow(() -> new AssertionError("nothing runs in " + folder.path()));
        process.destroyForcibly();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("survived kill -9", e);
        }
    }

    /** Where it keeps everything. */
    public Path data() {
        return folder.path();
    }

    /** The running instance. */
    public Instance instance() {
        return folder.requireRunning();
    }

    /** As seen by its clients. */
    public Deployment deployment() {
        Instance instance = instance();
        return new Deployment(
                instance.endpoint(), folder.rootCredentials(), instance.regions(), instance.kafkaBootstrapServers());
    }

    @Override
    public void close() {
        try {
            down();
        } finally {
            Folders.delete(folder.path());
        }
    }
}

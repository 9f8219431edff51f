package dev.coffer.embedded.postgres;

import dev.coffer.embedded.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A server that outlived the JVM which started it. The caller holds the data folder's lock, so whatever server runs on
 * the folder is an orphan.
 */
final class OrphanedServer {
    private static final long STOP_SECONDS = 20;

    private OrphanedServer() {}

    /** Stops the orphan on {@code data}, if there is one; at once and without a checkpoint: recovery replays the log. */
    static void stop(Path home, Path data) throws IOException {
        Optional<ProcessHandle> orphan = find(data);
        if (orphan.isEmpty()) {
            return;
        }
        PostgresPrograms.tryRun(
                PostgresPrograms.command(home, "pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-W"));
        try {
            orphan.get().onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new EngineException(
                    "a PostgreSQL server (process " + orphan.get().pid() + ") is still running on " + data
                            + " and does not stop",
                    e);
        }
    }

    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !lines.get(0).strip().matches("\\d+")) {
            return Optional.empty();
        }
        // The pid file may name a process that got the number later: only a postgres counts.
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(p ->
                        p.info().command().filter(c -> c.endsWith("postgres")).isPresent());
    }
}

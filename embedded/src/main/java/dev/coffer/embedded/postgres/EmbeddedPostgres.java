package dev.coffer.embedded.postgres;

import dev.coffer.embedded.EngineException;
import dev.coffer.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server whose files, password and log are in one folder. It listens on loopback only, asks for a password
 * (SCRAM), and syncs: {@code fsync} and {@code synchronous_commit} are on, and {@code fdatasync} is the method, because a
 * 2xx of ours rests on it. A server that a killed JVM left behind is stopped first; PostgreSQL then recovers by itself.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The only role. */
    public static final String USER = "coffer";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Path home;
    private final Path data;
    private final int port;
    private final String password;
    private final Process process;

    private EmbeddedPostgres(Path home, Path data, int port, String password, Process process) {
        this.home = home;
        this.data = data;
        this.port = port;
        this.password = password;
        this.process = process;
    }

    /**
     * Starts the server, initialising the folder at first use, and waits until it takes connections.
     *
     * @param folder where {@code data/}, {@code password} (mode 600) and {@code log} are
     * @param cache where the programs are unpacked once
     * @throws EngineException if it does not come up
     */
    public static EmbeddedPostgres start(Path folder, Path cache) {
        Path home = PostgresBinaries.unpack(cache);
        Path data = folder.resolve("data");
        Path log = folder.resolve("log");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            String password = password(folder.resolve("password"));
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(home, folder, data);
            }
            OrphanedServer.stop(home, data);
            int port = FreePort.find();
            Process process = launch(home, data, log, port);
            awaitReady(process, data, log);
            return new EmbeddedPostgres(home, data, port, password, process);
        } catch (IOException e) {
            throw new EngineException("cannot start PostgreSQL in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The loopback port. */
    public int port() {
        return port;
    }

    /** The password of {@link #USER}. */
    public String password() {
        return password;
    }

    /** For JDBC; {@code database} is {@code postgres} or one that was created. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** For the reactive client. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The server's process id, for fault tests. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        PostgresPrograms.run(PostgresPrograms.command(
                home, "pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30"));
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "password",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            Files.move(fresh, file);
        }
        return Files.readString(file).strip();
    }

    /** Initialises beside the final folder and renames, so that a kill in the middle leaves nothing half-made. */
    private static void initialise(Path home, Path folder, Path data) throws IOException {
        Path fresh = Files.createTempDirectory(
                folder,
                "initialising",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PostgresPrograms.run(PostgresPrograms.command(
                home,
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + folder.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions"));
        Files.move(fresh, data);
    }

    private static Process launch(Path home, Path data, Path log, int port) throws IOException {
        List<String> command = new ArrayList<>(
                PostgresPrograms.command(home, "postgres", "-D", data.toString(), "-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "wal_sync_method=fdatasync",
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_wal_size=512MB",
                "shared_buffers=64MB",
                "max_connections=40",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m ")) {
            command.add("-c");
            command.add(setting);
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(devNull()))
                .start();
    }

    /** The postmaster writes its state into the eighth line of its pid file. */
    private static void awaitReady(Process process, Path data, Path log) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!ready(pidFile)) {
            if (endsWithin(process, POLL)) {
                throw new EngineException("PostgreSQL ended while starting: " + lastLine(log));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new EngineException("PostgreSQL did not start within " + START_TIMEOUT.toSeconds() + " s");
            }
        }
    }

    private static boolean endsWithin(Process process, Duration wait) {
        try {
            return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new EngineException("interrupted while PostgreSQL was starting", e);
        }
    }

    private static boolean ready(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() >= 8 && lines.get(7).startsWith("ready");
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return lines.isEmpty() ? "(no log)" : lines.getLast();
    }

    private static java.io.File devNull() throws IOException {
        Path nothing = Path.of("/dev/null");
        return Files.exists(nothing)
                ? nothing.toFile()
                : Files.write(Files.createTempFile("nothing", ""), new byte[0], StandardOpenOption.CREATE)
                        .toFile();
    }
}

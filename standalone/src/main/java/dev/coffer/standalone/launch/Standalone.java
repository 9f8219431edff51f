package dev.coffer.standalone.launch;

import dev.coffer.aws.Region;
import dev.coffer.embedded.EngineException;
import dev.coffer.embedded.FreePort;
import dev.coffer.embedded.kafka.EmbeddedKafka;
import dev.coffer.embedded.postgres.EmbeddedPostgres;
import dev.coffer.platform.start.StartFailure;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One run of the standalone: the data folder's lock, then Kafka (which takes longest to become ready) beside PostgreSQL,
 * then the Quarkus application on both. Everything ends in the opposite order, also on a signal: the engines wait until
 * the application has stopped.
 */
final class Standalone {
    private static final long STOP_SECONDS = 30;
    private static final int PARTITIONS = 4;

    private final UpOptions options;
    private final CountDownLatch applicationEnded = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger();

    Standalone(UpOptions options) {
        this.options = options;
    }

    /** Returns when the application has ended, with the exit code. */
    int run() {
        initialiseLogging();
        Path root = dataRoot();
        options.accounts.ifPresent(file -> {
            if (!Files.isReadable(file)) {
                throw new StartRefusedException("cannot read the accounts file " + file);
            }
        });
        int port = port();
        DataFolder folder = DataFolder.open(root);
        int kafkaPort = options.kafkaPort == 0 ? FreePort.find() : options.kafkaPort;
        CompletableFuture<EmbeddedKafka> kafka = CompletableFuture.supplyAsync(
                () -> startKafka(root.resolve("kafka"), kafkaPort),
                task -> Thread.ofPlatform().name("kafka-start").start(task));
        EmbeddedPostgres postgres;
        try {
            postgres = EmbeddedPostgres.start(root.resolve("postgres"), cache());
        } catch (EngineException e) {
            kafka.thenAccept(EmbeddedKafka::close).join();
            folder.close();
            throw e;
        }
        Thread stop = new Thread(() -> stopEngines(kafka, postgres, folder), "stop-engines");
        Runtime.getRuntime().addShutdownHook(stop);
        configuration(root, port, kafkaPort, postgres).forEach(System::setProperty);
        Quarkus.run(CofferApplication.class, this::applicationEnded);
        return exitCode.get();
    }

    /**
     * Makes this thread initialise the log manager, before there are others: two threads that log for the first time
     * at the same moment wait for each other's class initialisers for ever.
     */
    private static void initialiseLogging() {
        Logger.getLogger(Standalone.class).debug("starting");
    }

    private EmbeddedKafka startKafka(Path folder, int port) {
        try {
            return EmbeddedKafka.start(folder, port, PARTITIONS);
        } catch (EngineException e) {
            System.err.println("coffer: " + e.getMessage());
            exitCode.set(1);
            Quarkus.asyncExit(1);
            throw e;
        }
    }

    private void applicationEnded(int code, Throwable failure) {
        exitCode.compareAndSet(0, code);
        if (failure != null) {
            System.err.println("coffer: cannot start: " + StartFailure.describe(failure));
            exitCode.compareAndSet(0, 1);
        }
        applicationEnded.countDown();
    }

    private void stopEngines(CompletableFuture<EmbeddedKafka> kafka, EmbeddedPostgres postgres, DataFolder folder) {
        try {
            if (!applicationEnded.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("coffer: the application did not end within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            kafka.thenAccept(EmbeddedKafka::close).join();
        } catch (CompletionException e) {
            System.err.println("coffer: " + cause(e).getMessage());
        }
        try {
            postgres.close();
        } catch (EngineException e) {
            System.err.println("coffer: " + e.getMessage());
        }
        folder.close();
    }

    private Map<String, String> configuration(Path root, int port, int kafkaPort, EmbeddedPostgres postgres) {
        Map<String, String> settings = new HashMap<>();
        settings.put("coffer.data", root.toString());
        settings.put("coffer.endpoint", "http://127.0.0.1:" + port);
        settings.put("coffer.regions", options.regions.stream().map(Region::id).collect(Collectors.joining(",")));
        settings.put("coffer.encryption-floor", options.encryptionFloor.name());
        settings.put("coffer.bucket-key.lifetime", options.bucketKeyLifetime.toMillis() + "ms");
        settings.put("coffer.clock.simulated", Boolean.toString(options.simulatedClock));
        settings.put("coffer.quiet", Boolean.toString(options.quiet));
        options.accounts.ifPresent(file ->
                settings.put("coffer.accounts-file", file.toAbsolutePath().toString()));
        settings.put("coffer.database.jdbc-url", postgres.jdbcUrl("postgres"));
        settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl("postgres"));
        settings.put("quarkus.datasource.username", EmbeddedPostgres.USER);
        settings.put("quarkus.datasource.password", postgres.password());
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort);
        // They only move bytes: more of them than processors are more wake-ups for the same work.
        settings.put(
                "quarkus.vertx.event-loops-pool-size",
                Integer.toString(Runtime.getRuntime().availableProcessors()));
        settings.put("quarkus.http.host", options.host);
        settings.put("quarkus.http.port", Integer.toString(port));
        return settings;
    }

    private Path dataRoot() {
        return options.data
                .or(() -> Optional.ofNullable(System.getProperty("coffer.data")).map(Path::of))
                .map(path -> path.toAbsolutePath().normalize())
                .orElseThrow(() -> new StartRefusedException("say where the data goes: --data DIR"));
    }

    private int port() {
        if (options.port == 0) {
            return FreePort.find();
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(options.host, options.port));
            return options.port;
        } catch (IOException e) {
            throw new StartRefusedException("port " + options.port + " is in use (choose another with --port)");
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("COFFER_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "coffer"));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

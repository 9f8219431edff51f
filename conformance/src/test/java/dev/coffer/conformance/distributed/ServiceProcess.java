package dev.coffer.conformance.distributed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coffer.conformance.support.Checkout;
import dev.coffer.conformance.support.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One service's own jar in a JVM of its own, configured by environment variables alone. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final long END_SECONDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final String module;
    private final Map<String, String> environment;
    private final int port;
    private final int innerPort;
    private final Path log;
    private @Nullable Process process;

    /**
     * Not started yet.
     *
     * @param name as an audience: {@code kms.eu-west-1}
     * @param module whose application it is: {@code kms-service}
     * @param port of health, metrics and, of the gateway, everything that is public
     * @param innerPort where its peers call it
     */
    ServiceProcess(String name, String module, Map<String, String> environment, int port, int innerPort, Path log) {
        this.name = name;
        this.module = module;
        this.environment = new TreeMap<>(environment);
        this.environment.putAll(Map.of(
                "COFFER_SERVICE",
                name,
                "COFFER_INNER_HOST",
                "127.0.0.1",
                "COFFER_INNER_PORT",
                Integer.toString(innerPort),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port)));
        this.port = port;
        this.innerPort = innerPort;
        this.log = log;
    }

    /** As an audience. */
    public String name() {
        return name;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI innerAddress() {
        return URI.create("http://127.0.0.1:" + innerPort);
    }

    /** Starts it (again), and does not wait. */
    public void start() {
        Path root = Checkout.root();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + root.resolve("deploy/docker/service.options"),
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        root.resolve(module)
                                .resolve("app/target/quarkus-app/quarkus-run.jar")
                                .toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        Awaitility.await(name + " is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (process == null || !process.isAlive()) {
                        throw new AssertionError(name + " has ended" + logged());
                    }
                    return isReady();
                });
    }

    /** Everything that it has logged; warnings and errors, by its configuration. */
    String logged() {
        try {
            return System.lineSeparator() + name + ":" + System.lineSeparator() + Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has logged, line by line; each must be a JSON object, but for what the JVM itself says. */
    List<JsonNode> log() {
        return logged().lines()
                .filter(line -> line.startsWith("{"))
                .map(ServiceProcess::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    /** Waits until {@code /_coffer/health/CHECKS} answers so, with {@code text} in its body. */
    void awaitHealth(String checks, int status, String text) {
        Awaitility.await(name + "'s " + checks + " says " + status + " and " + text)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> health(checks),
                        answer -> answer.filter(a ->
                                        a.statusCode() == status && a.body().contains(text))
                                .isPresent());
    }

    private boolean isReady() throws InterruptedException {
        return health("ready").filter(a -> a.statusCode() == 200).isPresent();
    }

    /** Nothing if nobody answers. */
    private Optional<HttpResponse<String>> health(String checks) throws InterruptedException {
        URI path = address().resolve("/_coffer/health/" + checks);
        try {
            return Optional.of(HTTP.send(
                    HttpRequest.newBuilder(path).timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** SIGSTOP: its connections stay, and it answers nobody until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (process != null && process.isAlive()) {
            Launcher.run(Map.of(), List.of("kill", "-" + signal, Long.toString(process.pid())), Checkout.root())
                    .succeeded();
        }
    }

    /** The exit code, once it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        if (process == null || !process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " goes on" + logged());
        }
        return process.exitValue();
    }

    /** SIGTERM; the exit code, once it has ended. */
    int stop() throws InterruptedException {
        if (process == null) {
            return 0;
        }
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(name + " has not ended within " + END_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}

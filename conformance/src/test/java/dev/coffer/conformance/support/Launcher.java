package dev.coffer.conformance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./coffer} as a user would, but never lets it build: Maven, which runs this suite, is building. */
public final class Launcher {
    private static final long LIMIT_SECONDS = 240;

    private Launcher() {}

    /** How a command ended. */
    public record Outcome(int exitCode, String out, String err) {
        /** This, if it is exit code 0. */
        public Outcome succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + err + out);
            }
            return this;
        }
    }

    /** Runs it to its end. */
    public static Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs it with more environment variables. */
    public static Outcome run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.root().resolve("coffer").toString());
        command.addAll(List.of(arguments));
        return run(environment, command, Path.of("").toAbsolutePath());
    }

    /** Runs any command. */
    public static Outcome run(Map<String, String> environment, List<String> command, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("COFFER_BUILD", "never");
        builder.environment().put("COFFER_JAVA", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.inputReader()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " has not ended within " + LIMIT_SECONDS + " s: " + err.join());
            }
            return new Outcome(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(java.io.BufferedReader reader) {
        try (reader) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.coffer.benchmarks.server;

import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;

/** Coffer's metrics in Prometheus' text format. */
final class Metrics implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    Metrics(URI endpoint) {
        this.request =
                HttpRequest.newBuilder(endpoint.resolve("/_coffer/metrics")).build();
    }

    /** One reading. */
    String read() {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new CommandFailed("no metrics: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** The sum of the samples of {@code name} whose labels, as text, satisfy {@code labels}. */
    static double sum(String text, String name, Predicate<String> labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> labels.test(line.substring(name.length())))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

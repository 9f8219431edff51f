package dev.coffer.conformance.observability;

import dev.coffer.conformance.observability.MetricsPage.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an instance shows of its own metrics, in Prometheus's text format. */
record Scrape(String text) {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (coffer_[a-z_]+) ([a-z]+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    static Scrape of(URI endpoint) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new Scrape(http.send(
                            HttpRequest.newBuilder(endpoint.resolve("/_coffer/metrics"))
                                    .header("Accept", "text/plain")
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types and labels by name, without the greatest values that stand beside histograms. */
    Map<String, Metric> metrics() {
        Map<String, Metric> found = new TreeMap<>();
        Matcher types = TYPE.matcher(text);
        while (types.find()) {
            String name = types.group(1);
            if (!name.endsWith("_max")) {
                found.put(name, new Metric(types.group(2), labels(name)));
            }
        }
        return found;
    }

    private Set<String> labels(String name) {
        Set<String> labels = new HashSet<>();
        Matcher series = Pattern.compile("(?m)^" + name + "(?:_bucket|_count|_sum)?\\{([^}]*)}")
                .matcher(text);
        while (series.find()) {
            LABEL.matcher(series.group(1)).results().map(l -> l.group(1)).forEach(labels::add);
        }
        labels.remove("le");
        return labels;
    }

    /** The value of a series, 0 where there is none. */
    double value(String series) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(text);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}

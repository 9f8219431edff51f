package dev.coffer.conformance.observability;

import dev.coffer.conformance.support.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}: each metric's type and labels, by its name. */
record MetricsPage(Map<String, Metric> metrics) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(coffer_[a-z_]+)` \\| ([a-z]+) \\|([^|]*)\\|");
    private static final Pattern LABEL = Pattern.compile("`([a-z]+)`");

    record Metric(String type, Set<String> labels) {}

    static MetricsPage read() {
        try {
            String page = Files.readString(Checkout.root().resolve("docs/metrics.md"));
            return new MetricsPage(ROW.matcher(page)
                    .results()
                    .collect(Collectors.toMap(row -> row.group(1), MetricsPage::metric, (a, b) -> a, TreeMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Metric metric(MatchResult row) {
        return new Metric(
                row.group(2),
                LABEL.matcher(row.group(3)).results().map(l -> l.group(1)).collect(Collectors.toSet()));
    }

    /** Whether a series of this name is that of a metric. */
    boolean hasSeries(String name) {
        String histogram = name.replaceFirst("_(bucket|count|sum|max)$", "");
        return metrics.containsKey(name)
                || (metrics.containsKey(histogram)
                        && metrics.get(histogram).type().equals("histogram"));
    }
}

package dev.coffer.benchmarks.report;

import dev.coffer.benchmarks.load.Comparison;
import dev.coffer.benchmarks.load.Latencies;
import dev.coffer.benchmarks.load.Pace;
import dev.coffer.benchmarks.load.Series;
import dev.coffer.benchmarks.load.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a comparison has shown, as it stands in reports and in JSON.
 *
 * @param load clients and pace in words
 * @param measuredSeconds of one slice
 */
public record Figures(String title, String load, double measuredSeconds, int rounds, List<Row> rows) implements Report {

    /** The titles above {@link #latencyCells}. */
    public static final List<String> LATENCY_TITLES =
            List.of("latency, ms", "count", "p50", "p90", "p99", "p99.9", "max");

    /**
     * One contender.
     *
     * @param perSecond median over the rounds
     * @param megabytesPerSecond 10^6 bytes of bodies per second, median over the rounds
     * @param ratio median over the rounds of the rate against the first contender's in the same round
     * @param rates of each round
     * @param latencies milliseconds by kind of request, all rounds together
     * @param failures how often, by reason
     * @param generatorMicros processor time of the generator for a request
     * @param serverMicros processor time of the server and its children for a request; 0 if it runs elsewhere
     */
    public record Row(
            String contender,
            double perSecond,
            double megabytesPerSecond,
            double ratio,
            List<Double> rates,
            Map<String, Latencies> latencies,
            Map<String, Long> failures,
            double generatorMicros,
            double serverMicros) {}

    /** Sums a comparison up. */
    public static Figures of(Comparison comparison) {
        Series first = comparison.series().getFirst();
        String load = comparison.plan().clients() + " clients, "
                + switch (comparison.plan().pace()) {
                    case Pace.Closed closed -> "closed loop";
                    case Pace.Fixed(double rate) -> Units.figure(rate) + "/s";
                };
        return new Figures(
                comparison.title(),
                load,
                comparison.plan().measured().toMillis() / 1e3,
                first.slices().size(),
                comparison.series().stream().map(s -> row(s, first)).toList());
    }

    private static Row row(Series series, Series first) {
        Map<String, Latencies> latencies = new LinkedHashMap<>();
        series.outcomes().forEach((kind, outcome) -> latencies.put(kind, outcome.latencies()));
        return new Row(
                series.name(),
                series.median(Slice::rate),
                series.median(Slice::bytesPerSecond) / 1e6,
                series.ratioTo(first),
                series.slices().stream().map(Slice::rate).toList(),
                latencies,
                series.total().failures(),
                series.median(s ->
                        s.generatorCpuSeconds() * 1e6 / Math.max(1, s.total().count())),
                series.median(
                        s -> s.serverCpuSeconds() * 1e6 / Math.max(1, s.total().count())));
    }

    @Override
    public void writeTo(Markdown out) {
        out.heading(3, title);
        out.paragraph(String.format(
                Locale.ROOT,
                "%s; %s s measured in each of %d rounds, contenders in turn; medians.",
                load,
                Units.figure(measuredSeconds),
                rounds));
        out.table(
                List.of(
                        "contender",
                        "requests/s",
                        "MB/s",
                        "ratio",
                        "rounds",
                        "CPU µs server",
                        "CPU µs client",
                        "failed"),
                rows.stream().map(Figures::cells).toList());
        out.table(
                LATENCY_TITLES,
                rows.stream()
                        .flatMap(row -> row.latencies.entrySet().stream()
                                .map(e -> latencyCells(row.contender + ", " + e.getKey(), e.getValue())))
                        .toList());
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.contender,
                Units.figure(row.perSecond),
                Units.figure(row.megabytesPerSecond),
                String.format(Locale.ROOT, "%.2f", row.ratio),
                row.rates.stream().map(Units::figure).collect(Collectors.joining(" ")),
                row.serverMicros == 0 ? "-" : Units.figure(row.serverMicros),
                Units.figure(row.generatorMicros),
                row.failures.isEmpty() ? "0" : row.failures.toString());
    }

    /** A table's cells of latencies. */
    public static List<String> latencyCells(String label, Latencies l) {
        return List.of(
                label,
                String.format(Locale.ROOT, "%,d", l.count()),
                Units.figure(l.p50()),
                Units.figure(l.p90()),
                Units.figure(l.p99()),
                Units.figure(l.p999()),
                Units.figure(l.max()));
    }
}

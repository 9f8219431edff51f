package dev.coffer.benchmarks.load;

import org.HdrHistogram.Histogram;

/** How long things took, in milliseconds. */
public record Latencies(long count, double p50, double p90, double p99, double p999, double max) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of a histogram of nanoseconds. */
    public static Latencies of(Histogram nanos) {
        return nanos.getTotalCount() == 0
                ? new Latencies(0, 0, 0, 0, 0, 0)
                : new Latencies(
                        nanos.getTotalCount(),
                        at(nanos, 50),
                        at(nanos, 90),
                        at(nanos, 99),
                        at(nanos, 99.9),
                        nanos.getMaxValue() / NANOS_PER_MILLI);
    }

    private static double at(Histogram nanos, double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }
}

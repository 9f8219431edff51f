package dev.coffer.benchmarks.load;

import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.Request;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What came of the requests of one kind: latencies of those that succeeded, and why the others did not. */
public final class Outcome {
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(LONGEST, DIGITS);
    private final Map<String, Long> failures = new TreeMap<>();
    private long bytes;

    void succeeded(Request request, Answer answer, long nanos) {
        latencies.recordValue(Math.clamp(nanos, 1, LONGEST));
        bytes += request.body().length() + answer.bodyBytes();
    }

    void failed(String why) {
        failures.merge(why, 1L, Long::sum);
    }

    /** Adds what another slice has seen. */
    public void add(Outcome other) {
        latencies.add(other.latencies);
        other.failures.forEach((why, count) -> failures.merge(why, count, Long::sum));
        bytes += other.bytes;
    }

    /** How many succeeded. */
    public long count() {
        return latencies.getTotalCount();
    }

    /** Bytes of the bodies of requests and answers that succeeded. */
    public long bytes() {
        return bytes;
    }

    /** The latency, in milliseconds, that {@code percent} of the requests did not exceed; 0 if none succeeded. */
    public double millis(double percent) {
        return latencies.getTotalCount() == 0 ? 0 : latencies.getValueAtPercentile(percent) / 1e6;
    }

    /** The longest latency in milliseconds. */
    public double maxMillis() {
        return latencies.getMaxValue() / 1e6;
    }

    /** How often requests failed, by reason. */
    public Map<String, Long> failures() {
        return Map.copyOf(failures);
    }

    /** How many failed. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}

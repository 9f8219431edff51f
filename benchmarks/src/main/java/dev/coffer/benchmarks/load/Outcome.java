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

    private final Histogram nanos = new Histogram(LONGEST, DIGITS);
    private final Map<String, Long> failures = new TreeMap<>();
    private long bytes;

    void succeeded(Request request, Answer answer, long taken) {
        nanos.recordValue(Math.clamp(taken, 1, LONGEST));
        bytes += request.body().length() + answer.bodyBytes();
    }

    void failed(String why) {
        failures.merge(why, 1L, Long::sum);
    }

    /** Adds what another slice has seen. */
    public void add(Outcome other) {
        nanos.add(other.nanos);
        other.failures.forEach((why, count) -> failures.merge(why, count, Long::sum));
        bytes += other.bytes;
    }

    /** How many succeeded. */
    public long count() {
        return nanos.getTotalCount();
    }

    /** Bytes of the bodies of requests and answers that succeeded. */
    public long bytes() {
        return bytes;
    }

    /** How long those that succeeded took. */
    public Latencies latencies() {
        return Latencies.of(nanos);
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

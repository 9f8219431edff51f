package dev.coffer.platform.metrics;

import java.time.Duration;

/**
 * What waits to be worked on, as far as it was counted.
 *
 * @param count how many; NaN: not known
 * @param oldestSeconds for how long the oldest has waited; NaN: not known
 */
public record Waiting(double count, double oldestSeconds) {
    /** Not measured. */
    public static final Waiting UNKNOWN = new Waiting(Double.NaN, Double.NaN);

    /** Of a count and an age, which is zero where nothing waits. */
    public static Waiting of(long count, Duration oldest) {
        return new Waiting(count, Math.max(0, oldest.toMillis() / 1e3));
    }
}

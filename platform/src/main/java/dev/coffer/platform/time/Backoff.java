package dev.coffer.platform.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long after every failure up to a bound, each time a random half of it
 * less ("equal jitter"), so that what failed together does not come back together.
 *
 * @param first the wait after the first failure, before jitter
 * @param longest the bound
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** @throws IllegalArgumentException unless 0 < first <= longest */
    public Backoff {
        if (first.toMillis() <= 0 || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("not a back-off: " + first + " to " + longest);
        }
    }

    /**
     * The wait.
     *
     * @param failures how many there were, at least 1
     */
    public Duration after(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        long whole = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
    }
}

package dev.coffer.benchmarks.load;

import java.time.Duration;

/**
 * How a slice of load is run.
 *
 * @param clients connections, each with one request at a time
 * @param settle load before the measured time that is not counted
 * @param measured what is counted
 */
public record Plan(int clients, Pace pace, Duration settle, Duration measured) {
    private static final int MAX_CLIENTS = 4096;

    /** Refuses what can't be run. */
    public Plan {
        if (clients < 1 || clients > MAX_CLIENTS) {
            throw new IllegalArgumentException("clients: 1 to " + MAX_CLIENTS);
        }
        if (settle.isNegative() || !measured.isPositive()) {
            throw new IllegalArgumentException("times are positive");
        }
    }

    /** A closed loop. */
    public static Plan closed(int clients, Duration settle, Duration measured) {
        return new Plan(clients, new Pace.Closed(), settle, measured);
    }

    /** The same with another time that is not counted before, and another that is. */
    public Plan lasting(Duration newSettle, Duration newMeasured) {
        return new Plan(clients, pace, newSettle, newMeasured);
    }
}

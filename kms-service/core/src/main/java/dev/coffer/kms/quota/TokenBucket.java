package dev.coffer.kms.quota;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that holds one second's quota: after a pause a whole second's calls pass at once, then as many per second
 * as the quota says. Kept as the one instant at which the bucket would be full again (the "generic cell rate algorithm"),
 * so that taking is one compare-and-set and nothing has to refill it.
 */
final class TokenBucket {
    private static final double SECOND = 1e9;

    private final AtomicLong fullAt;

    /** @param now nanoseconds of any monotonic clock; the bucket is full then */
    TokenBucket(long now) {
        this.fullAt = new AtomicLong(now);
    }

    /**
     * Takes one token if there is one.
     *
     * @param perSecond the quota now; it may differ from call to call
     * @param now nanoseconds of the same clock
     */
    boolean take(double perSecond, long now) {
        if (perSecond <= 0) {
            return false;
        }
        long interval = Math.max((long) (SECOND / perSecond), 1); // rounded down, so that a second holds the quota
        long capacity = Math.max((long) SECOND, interval);
        while (true) {
            long known = fullAt.get();
            long next = Math.max(known - now, 0) + interval; // differences only: nanoTime may be negative
            if (next > capacity) {
                return false;
            }
            if (fullAt.compareAndSet(known, now + next)) {
                return true;
            }
        }
    }

    /** How many tokens are missing. */
    double used(double perSecond, long now) {
        return Math.max(fullAt.get() - now, 0) / SECOND * perSecond;
    }

    /** Empties it: it fills from {@code time} on, or from later if it would do so already. */
    void emptyUntil(long time) {
        fullAt.updateAndGet(known -> Math.max(known - time, (long) SECOND) + time);
    }

    /** Lets it fill from {@code time} on at the latest. */
    void fillFrom(long time) {
        fullAt.updateAndGet(known -> Math.min(known - time, (long) SECOND) + time);
    }
}

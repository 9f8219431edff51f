package dev.coffer.kms.quota;

/** How often one claim was asked for here lately. For one thread. */
final class Demand {
    private static final long PAUSE = 2_000_000_000;

    private double calls;
    private long countedAt;
    private long askedAt;

    /** @param now nanoseconds of a monotonic clock */
    Demand(long now) {
        this.countedAt = now;
        this.askedAt = now - PAUSE;
    }

    /** Counts calls since this was last called; those of before fade within about a second. */
    void add(long more, long now) {
        calls = calls * Math.max(1 - (now - countedAt) / 1e9, 0) + more;
        countedAt = now;
        if (more > 0) {
            askedAt = now;
        }
    }

    /** Calls a second, about. */
    double perSecond() {
        return calls;
    }

    /** Whether nobody has asked for two seconds. */
    boolean pauses() {
        return countedAt - askedAt >= PAUSE;
    }
}

package dev.coffer.testing.fault;

import dev.coffer.platform.fault.FaultPoints;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the process at the n-th passing of a point; what is dead passes no further point. */
public final class Crash implements FaultPoints {
    private final Point at;
    private final AtomicInteger left;
    private volatile boolean dead;

    private Crash(Point at, int nth) {
        this.at = at;
        this.left = new AtomicInteger(nth);
    }

    /** At the first passing. */
    public static Crash at(Point point) {
        return new Crash(point, 1);
    }

    /** At the {@code nth} passing, from 1. */
    public static Crash at(Point point, int nth) {
        return new Crash(point, nth);
    }

    /** Whether it has happened. */
    public boolean happened() {
        return dead;
    }

    @Override
    public void reach(Point point) {
        if (dead || (point.equals(at) && left.decrementAndGet() == 0)) {
            dead = true;
            throw new SimulatedCrash(point);
        }
    }
}

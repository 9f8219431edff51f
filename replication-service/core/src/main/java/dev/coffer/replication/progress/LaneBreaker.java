package dev.coffer.replication.progress;

import dev.coffer.platform.time.Backoff;
import dev.coffer.replication.plan.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Holds a lane back when its way is blocked: after several failures in a row, by whatever versions, with no success in
 * between, one probe at a time goes out, ever more seldom. So a partition costs a probe now and then, however long the
 * backlog; one bad version among good ones never closes a lane. Thread-safe.
 */
public final class LaneBreaker {
    private static final int FAILURES_IN_A_ROW = 5;

    private static final class State {
        int failures;
        long heldUntilNanos;
        boolean probing;

        boolean held() {
            return failures >= FAILURES_IN_A_ROW;
        }
    }

    private final Map<Lane, State> lanes = new HashMap<>();
    private final Backoff backoff;
    private final RandomGenerator random;

    /** @param backoff between the probes of a lane */
    public LaneBreaker(Backoff backoff, RandomGenerator random) {
        this.backoff = backoff;
        this.random = random;
    }

    /**
     * How many tasks of a lane may go out now. Where it is one probe, {@link #sent} says that it went.
     *
     * @param most if nothing holds the lane back
     */
    public synchronized int allowance(Lane lane, int most, long nowNanos) {
        State state = lanes.get(lane);
        if (state == null || !state.held()) {
            return most;
        }
        return state.probing || nowNanos - state.heldUntilNanos < 0 ? 0 : Math.min(1, most);
    }

    /** Tasks of the lane went out. */
    public synchronized void sent(Lane lane) {
        State state = lanes.get(lane);
        if (state != null && state.held()) {
            state.probing = true;
        }
    }

    /** The destination answered: the way is open. */
    public synchronized void succeeded(Lane lane) {
        lanes.remove(lane);
    }

    /** The way, or a service at one of its ends, failed. */
    public synchronized void failed(Lane lane, long nowNanos) {
        State state = lanes.computeIfAbsent(lane, l -> new State());
        state.failures++;
        state.probing = false;
        if (state.held()) {
            Duration hold = backoff.after(state.failures - FAILURES_IN_A_ROW + 1, random);
            state.heldUntilNanos = nowNanos + hold.toNanos();
        }
    }

    /** A task ended in a way that says nothing of the lane. */
    public synchronized void learnedNothing(Lane lane) {
        State state = lanes.get(lane);
        if (state != null) {
            state.probing = false;
        }
    }

    /** Something changed on the way: every lane may be tried at once. */
    public synchronized void forget() {
        lanes.clear();
    }
}

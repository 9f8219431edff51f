package dev.coffer.replication.link;

import dev.coffer.aws.Region;
import dev.coffer.replication.api.LinkState;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One direction of a link: what passes takes its latency, waits for the bandwidth that all transfers share, and is sent
 * again after a time-out when it is lost, as TCP does. A cut is noticed before every piece and while waiting.
 */
final class Direction {
    private static final Duration RETRANSMISSION_TIMEOUT = Duration.ofMillis(200);
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(100);
    private static final double CERTAIN = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Region from;
    private final Region to;
    private final LinkClock clock;
    private final RandomGenerator random;
    private final Object bandwidth = new Object();
    private volatile LinkState state = LinkState.HEALTHY;
    private long freeAtNanos;

    Direction(Region from, Region to, LinkClock clock, RandomGenerator random) {
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.random = random;
        this.freeAtNanos = clock.nanos();
    }

    /** Tells whether that was a change. */
    boolean become(LinkState newState) {
        synchronized (bandwidth) {
            if (state.equals(newState)) {
                return false;
            }
            state = newState;
            freeAtNanos = clock.nanos(); // what was queued for the old bandwidth no longer counts
            return true;
        }
    }

    /** A message passes: one latency. */
    void message() {
        LinkState now = open();
        waitFor(Duration.ofMillis(now.latencyMs()).plus(retransmissions(now)));
    }

    /** A piece of a stream passes: its bytes; the latency of a stream is paid once, by its message. */
    void piece(int bytes) {
        LinkState now = open();
        if (now.bytesPerSecond() > 0) {
            waitUntil(reserve(bytes, now.bytesPerSecond()), now);
        }
        waitFor(retransmissions(now));
    }

    private LinkState open() {
        LinkState now = state;
        if (now.cut() || now.lossPercent() >= CERTAIN) {
            throw new RegionUnreachableException(from, to);
        }
        return now;
    }

    private Duration retransmissions(LinkState now) {
        Duration lost = Duration.ZERO;
        Duration timeout = RETRANSMISSION_TIMEOUT.plusMillis(2L * now.latencyMs());
        while (now.lossPercent() > 0 && random.nextDouble() * CERTAIN < now.lossPercent()) {
            lost = lost.plus(timeout);
        }
        return lost;
    }

    /** The time at which these bytes are through, behind all that were reserved before. */
    private long reserve(int bytes, long bytesPerSecond) {
        synchronized (bandwidth) {
            long start = Math.max(freeAtNanos, clock.nanos());
            freeAtNanos = start + (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
            return freeAtNanos;
        }
    }

    private void waitFor(Duration time) {
        if (!time.isZero()) {
            waitUntil(clock.nanos() + time.toNanos(), state);
        }
    }

    /** Waits in slices, so that a cut or a healed link is noticed. */
    private void waitUntil(long nanos, LinkState under) {
        for (long left = nanos - clock.nanos(); left > 0; left = nanos - clock.nanos()) {
            if (!open().equals(under)) {
                return;
            }
            try {
                clock.sleep(left < LONGEST_SLEEP.toNanos() ? Duration.ofNanos(left) : LONGEST_SLEEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegionUnreachableException(from, to);
            }
        }
    }
}

package dev.coffer.benchmarks.load;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the generator when a request is due: a selector's own timeout counts in milliseconds, which would be the latency of
 * a quick server.
 */
final class Pacer implements AutoCloseable {
    private final Selector selector;
    private final Thread thread;
    private volatile long due = Long.MAX_VALUE;
    private volatile boolean ended;

    Pacer(Selector selector) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name("pacer").start(this::run);
    }

    /** Wakes the selector once, at {@code nanoTime}. */
    void wakeAt(long nanoTime) {
        due = nanoTime;
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!ended) {
            long at = due;
            if (at == Long.MAX_VALUE) {
                LockSupport.park(this);
                continue;
            }
            long wait = at - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else {
                due = Long.MAX_VALUE;
                selector.wakeup();
            }
        }
    }
}

package dev.coffer.platform.rpc;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls that a service works on. One that is about to end first lets its callers know with each answer, so that they
 * turn to another instance if there is one; then it takes no more, and finishes what it has.
 */
final class OpenCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int open;
    private boolean closed;
    private volatile boolean ending;

    /** A call has come; whether it is to be worked on. One that is must {@link #end} once. */
    boolean begin() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            open++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            open--;
            if (open == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether callers should open other connections for further calls. */
    boolean ending() {
        return ending;
    }

    /**
     * Ends: at most {@code turning} long calls are still taken, then those that are open may take {@code finishing} long.
     *
     * @return whether all of them could be finished
     */
    boolean finish(Duration turning, Duration finishing) throws InterruptedException {
        ending = true;
        lock.lock();
        try {
            awaitNone(turning);
            closed = true;
            return awaitNone(finishing);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitNone(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (open > 0 && left > 0) {
            left = none.awaitNanos(left);
        }
        return open == 0;
    }
}

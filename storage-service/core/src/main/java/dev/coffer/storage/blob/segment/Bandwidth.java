package dev.coffer.storage.blob.segment;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many bytes a second all work in the background may read and write together. A second's worth may come at once. */
public final class Bandwidth implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final long bytesPerSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private long free = System.nanoTime();
    private boolean closed;

    /** @param bytesPerSecond at least 1 */
    public Bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException(bytesPerSecond + " bytes a second");
        }
        this.bytesPerSecond = bytesPerSecond;
    }

    /** As much as there is. */
    public static Bandwidth unlimited() {
        return new Bandwidth(Long.MAX_VALUE);
    }

    /** Waits until so many bytes may be moved; false if it was closed: then whoever asks is to stop. */
    boolean take(long bytes) {
        lock.lock();
        try {
            long now = System.nanoTime();
            free = Math.max(free, now - TimeUnit.SECONDS.toNanos(1)) + (long) (bytes * NANOS / bytesPerSecond);
            long wait = free - now;
            while (wait > 0 && !closed) {
                wait = closing.awaitNanos(wait);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody wait any longer. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

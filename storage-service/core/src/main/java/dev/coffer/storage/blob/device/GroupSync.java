package dev.coffer.storage.blob.device;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One sync for all who ask while another is under way: whoever asks takes part in the next sync to begin, and one of them
 * performs it. So everybody waits for at most two, and N waiters cost one.
 */
public final class GroupSync {
    /** What syncs. */
    @FunctionalInterface
    public interface Action {
        /** Syncs. */
        void run() throws IOException;
    }

    private final Action action;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean running;
    private long begun;
    private long failed;
    private long finished;

    public GroupSync(Action action) {
        this.action = action;
    }

    /**
     * Returns once a sync that began after this call has ended well.
     *
     * @throws IOException if it failed; of those waiting for it everybody learns that
     */
    public void sync() throws IOException {
        long mine = takePart();
        if (mine > 0) {
            boolean ok = false;
            try {
                action.run();
                ok = true;
            } finally {
                end(mine, ok);
            }
        }
    }

    /** The number of the sync that the caller has to perform, or 0 if somebody has performed it. */
    private long takePart() throws IOException {
        lock.lock();
        try {
            long mine = begun + 1;
            while (running && finished < mine) {
                ended.awaitUninterruptibly();
            }
            if (finished < mine) {
                running = true;
                begun = mine;
                return mine;
            }
            if (failed >= mine) {
                throw new IOException("the shared sync failed");
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void end(long mine, boolean ok) {
        lock.lock();
        try {
            running = false;
            finished = mine;
            failed = ok ? failed : mine;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a sync that somebody else performs. */
    int waiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(ended);
        } finally {
            lock.unlock();
        }
    }
}

package dev.coffer.storage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does something again and again on a thread of its own, until closed; a failure is logged, and the next turn comes. */
public final class Repeating implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Repeating.class);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param pause between two turns */
    public Repeating(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** Begins, with a pause. */
    public void start() {
        Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "COFFER-STORAGE-003 %s failed and will try again", name);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package dev.coffer.platform.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does something again and again on a thread of its own, until closed; after a failure, too, the next turn comes. */
public final class Repeating implements AutoCloseable {
    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final Consumer<RuntimeException> failed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable last = () -> {};

    /**
     * Not begun.
     *
     * @param name of its thread
     * @param pause between two turns
     * @param failed is told of a turn that failed
     */
    public Repeating(String name, Duration pause, Runnable work, Consumer<RuntimeException> failed) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.failed = failed;
    }

    /** Begins, with a pause. */
    public void start() {
        Thread.ofVirtual().name(name).start(() -> run(false));
    }

    /** Begins, with a turn. */
    public void startAtOnce() {
        Thread.ofVirtual().name(name).start(() -> run(true));
    }

    private void run(boolean atOnce) {
        try {
            if (atOnce) {
                turn();
            }
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                turn();
            }
            last.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void turn() {
        try {
            work.run();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Closes it, once begun, with something to be done after the last turn, and waits so long for that at most. */
    public void close(Runnable last, Duration patience) {
        this.last = last;
        close();
        try {
            ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

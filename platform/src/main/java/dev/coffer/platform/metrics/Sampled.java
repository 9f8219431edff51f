package dev.coffer.platform.metrics;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A measurement that has to be asked for, taken now and then so that nobody who looks at metrics waits for it or repeats
 * it. While it can't be taken there is none: a gauge shows NaN then, never an old value.
 *
 * @param <T> what is measured
 */
public final class Sampled<T> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sampled.class);

    private final String name;
    private final Duration every;
    private final Supplier<T> measurement;
    private final T unknown;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile T latest;

    /**
     * Not started.
     *
     * @param name of its thread
     * @param unknown stands for no measurement
     */
    public Sampled(String name, Duration every, Supplier<T> measurement, T unknown) {
        this.name = name;
        this.every = every;
        this.measurement = measurement;
        this.unknown = unknown;
        this.latest = unknown;
    }

    /** The latest measurement. */
    public T latest() {
        return latest;
    }

    /** Begins with a first measurement. */
    public void start() {
        Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        try {
            do {
                take();
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take() {
        try {
            latest = measurement.get();
        } catch (RuntimeException e) {
            latest = unknown;
            LOG.debugf("%s: not measured now: %s", name, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package dev.coffer.platform.metrics;

import dev.coffer.platform.time.Repeating;
import java.time.Duration;
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

    private final Repeating turns;
    private volatile T latest;

    /**
     * Not started.
     *
     * @param name of its thread
     * @param unknown stands for no measurement
     */
    public Sampled(String name, Duration every, Supplier<T> measurement, T unknown) {
        this.latest = unknown;
        this.turns = new Repeating(name, every, () -> latest = measurement.get(), e -> {
            latest = unknown;
            LOG.debugf("%s: not measured now: %s", name, e.getMessage());
        });
    }

    /** The latest measurement. */
    public T latest() {
        return latest;
    }

    /** Begins with a first measurement. */
    public void start() {
        turns.startAtOnce();
    }

    @Override
    public void close() {
        turns.close();
    }
}

package dev.coffer.platform.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;

/**
 * The meters of this process. Names are given as Micrometer has them ({@code coffer.kms.requests}); Prometheus shows them
 * as {@code docs/metrics.md} lists them. Labels come from closed sets only: never a bucket, a key or a requester. Where no
 * registry has been added to Micrometer's global one, as in unit tests, everything counts into nothing.
 */
public final class Meters {
    /** The buckets of every histogram of requests: from what a cache answers to what a client gives up on. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10)
    };

    /** The buckets of delays of work behind a request's back, which may take hours. */
    private static final Duration[] LONG_BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    /** Micrometer itself holds on to functions weakly. */
    private static final Collection<DoubleSupplier> KEPT = new ConcurrentLinkedQueue<>();

    private Meters() {}

    /** A counter that begins at 0 and is shown from now on. */
    public static Counter counter(String name, String description, String... labels) {
        return Counter.builder(name).description(description).tags(labels).register(Metrics.globalRegistry);
    }

    /**
     * A counter that somebody else keeps.
     *
     * @param count never falls; the meter keeps it alive
     */
    public static void counter(String name, String description, DoubleSupplier count, String... labels) {
        FunctionCounter.builder(name, count, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(labels)
                .register(Metrics.globalRegistry);
        KEPT.add(count);
    }

    /**
     * What {@code value} says whenever somebody looks; it must be cheap and block nobody. NaN: not known.
     *
     * @param value the meter keeps it alive
     */
    public static void gauge(String name, String description, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(labels)
                .register(Metrics.globalRegistry);
    }

    /** How long after something happened its consequence came to be. */
    public static Timer delay(String name, String description, String... labels) {
        return Timer.builder(name)
                .description(description)
                .tags(labels)
                .serviceLevelObjectives(LONG_BUCKETS)
                .register(Metrics.globalRegistry);
    }

    static Timer request(MeterRegistry registry, String name, String description, Tags labels) {
        return Timer.builder(name)
                .description(description)
                .tags(labels)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}

package dev.coffer.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One histogram of durations for each combination of three labels of which every value comes from a closed set. To record
 * costs three look-ups and a few additions, and allocates nothing once a combination has been seen.
 */
public final class OperationTimers {
    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final String[] labels;
    private final Map<String, Map<String, Map<String, Timer>>> timers = new ConcurrentHashMap<>();

    /** Timers in the registry of this process, with these three labels. */
    public OperationTimers(String name, String description, String first, String second, String third) {
        this(Metrics.globalRegistry, name, description, first, second, third);
    }

    OperationTimers(
            MeterRegistry registry, String name, String description, String first, String second, String third) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.labels = new String[] {first, second, third};
    }

    /** Records one duration in nanoseconds. */
    public void record(String first, String second, String third, long nanos) {
        Map<String, Map<String, Timer>> byFirst = timers.get(first);
        Map<String, Timer> bySecond = byFirst == null ? null : byFirst.get(second);
        Timer timer = bySecond == null ? null : bySecond.get(third);
        (timer == null ? make(first, second, third) : timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Times {@code work}, with the outcome as third label. */
    public <T> T time(String first, String second, Supplier<T> work) {
        long begun = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            T result = work.get();
            outcome = Outcome.OK;
            return result;
        } catch (RuntimeException | Error failure) {
            outcome = Outcome.of(failure);
            throw failure;
        } finally {
            record(first, second, outcome.label(), System.nanoTime() - begun);
        }
    }

    private Timer make(String first, String second, String third) {
        return timers.computeIfAbsent(first, f -> new ConcurrentHashMap<>())
                .computeIfAbsent(second, s -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        third,
                        t -> Meters.request(
                                registry,
                                name,
                                description,
                                Tags.of(labels[0], first, labels[1], second, labels[2], third)));
    }
}

package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.load.Generator;
import dev.coffer.benchmarks.load.Pace;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.load.Slice;
import dev.coffer.benchmarks.load.Workload;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Load at a fixed rate while something else is measured. */
final class Background {
    private static final int CLIENTS = 32;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final FutureTask<Slice> running;
    private volatile boolean ended;

    private Background(Endpoint endpoint, String service, Workload workload, double perSecond) {
        Plan plan = new Plan(CLIENTS, new Pace.Fixed(perSecond), Duration.ZERO, LONGEST);
        running = new FutureTask<>(
                () -> Generator.runUntil(endpoint, service, workload, plan, CpuTime.ofGenerator(), () -> ended));
        Thread.ofPlatform().daemon().name("background-load").start(running);
    }

    /** What {@code measurement} finds while the load goes on, which must not fail. */
    static <T> T during(
            Endpoint endpoint, String service, Workload workload, double perSecond, Supplier<T> measurement) {
        Background load = new Background(endpoint, service, workload, perSecond);
        T found;
        try {
            found = measurement.get();
        } finally {
            load.ended = true;
        }
        load.requireSuccess();
        return found;
    }

    private void requireSuccess() {
        try {
            Slice slice = running.get();
            if (slice.total().failed() > 0) {
                throw new CommandFailed(
                        "the load in the background failed: " + slice.total().failures());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } catch (ExecutionException e) {
            throw new CommandFailed("the load in the background failed: " + e.getCause(), e);
        }
    }
}

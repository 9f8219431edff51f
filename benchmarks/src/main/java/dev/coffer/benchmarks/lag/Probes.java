package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.load.Latencies;
import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Does something again and again and looks each time how long it takes until its effect shows. The pause between two looks,
 * 1 ms and the answer's own time, is how exact a lag is known. A lag above {@link #PATIENCE} counts as that and ends the
 * series: what can't keep up would only fall further behind.
 */
final class Probes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = 1_000_000;
    private static final int DIGITS = 3;

    private Probes() {}

    /**
     * @param pause between two probes
     * @param act does it and returns once it is answered; what it returns says whether the effect shows
     */
    static Latencies run(String what, int count, Duration pause, IntFunction<BooleanSupplier> act) {
        Histogram lags = new Histogram(PATIENCE.multipliedBy(2).toNanos(), DIGITS);
        for (int i = 0; i < count; i++) {
            BooleanSupplier shows = act.apply(i);
            long answered = System.nanoTime();
            boolean seen = shows.getAsBoolean();
            while (!seen && System.nanoTime() - answered < PATIENCE.toNanos()) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
                seen = shows.getAsBoolean();
            }
            lags.recordValue(Math.max(1, System.nanoTime() - answered));
            if (!seen && i == 0) {
                throw new CommandFailed(what + ": nothing to be seen after " + PATIENCE.toSeconds() + " s");
            }
            if (!seen) {
                break;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return Latencies.of(lags);
    }
}

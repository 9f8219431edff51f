package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, never for a guessed time. */
final class Waiting {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Waiting() {}

    /** Asks until it is so; {@code patience} is counted from the last change that {@code progress} reports. */
    static void until(String what, Duration patience, Workers workers, Progress.Phase phase, Tally tally) {
        long last = -1;
        long since = System.nanoTime();
        for (Count count = tally.count(); count.done() < count.of(); count = tally.count()) {
            workers.check();
            phase.reached(count.done());
            if (count.done() != last) {
                last = count.done();
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > patience.toNanos()) {
                throw new CommandFailed("%s: %d of %d after %d s without progress"
                        .formatted(what, count.done(), count.of(), patience.toSeconds()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        phase.reached(tally.count().of());
    }

    /** Asks until it is so. */
    static void until(String what, Duration patience, Workers workers, BooleanSupplier condition) {
        if (!atMost(patience, workers, condition)) {
            throw new CommandFailed(what + ": not there within " + patience.toSeconds() + " s");
        }
    }

    /** Asks until it is so, or patience ends; whether it is so. */
    static boolean atMost(Duration patience, Workers workers, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            workers.check();
            if (System.nanoTime() - begun > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    /** How much is done. */
    record Count(long done, long of) {}

    /** Counts anew each time. */
    interface Tally {
        Count count();
    }
}

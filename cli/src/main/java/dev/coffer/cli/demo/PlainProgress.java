package dev.coffer.cli.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A line for each phase that has ended: for logs. */
final class PlainProgress implements Progress {
    private final PrintStream err;

    PlainProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public Phase phase(String name, long steps) {
        long begun = System.nanoTime();
        AtomicLong done = new AtomicLong();
        return new Phase() {
            @Override
            public void step() {
                done.incrementAndGet();
            }

            @Override
            public void reached(long now) {
                done.accumulateAndGet(now, Math::max);
            }

            @Override
            public void close() {
                err.printf(
                        Locale.ROOT,
                        "%s: %d of %d, %.1f s%n",
                        name,
                        done.get(),
                        steps,
                        (System.nanoTime() - begun) / 1e9);
            }
        };
    }
}

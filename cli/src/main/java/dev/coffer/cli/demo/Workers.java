package dev.coffer.cli.demo;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does things side by side on virtual threads, so many at a time, until all are done, one fails or {@link #cancel()}. */
final class Workers {
    private final int width;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    Workers(int width) {
        this.width = width;
    }

    /**
     * Does {@code work} for every item and waits.
     *
     * @throws RuntimeException what the first failing item threw; no other is begun after it
     * @throws CancelledException after {@link #cancel()}
     */
    <T> void forEach(List<T> items, Consumer<T> work) {
        AtomicInteger next = new AtomicInteger();
        sideBySide(() -> {
            int i = next.getAndIncrement();
            if (i >= items.size()) {
                return false;
            }
            work.accept(items.get(i));
            return true;
        });
    }

    /** Something to do again and again. */
    interface Loop {
        /** Does it once; false ends this worker. */
        boolean again();
    }

    /** Runs {@code loop} on every worker, and waits until each has ended; throws as {@link #forEach} does. */
    void sideBySide(Loop loop) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < width; i++) {
                executor.execute(() -> repeat(loop, failure));
            }
        }
        check();
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void repeat(Loop loop, AtomicReference<@Nullable Throwable> failure) {
        try {
            while (!cancelled.get() && failure.get() == null && loop.again()) {
                // The condition does the work.
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Ends what runs, soon. */
    void cancel() {
        cancelled.set(true);
    }

    /** @throws CancelledException after {@link #cancel()} */
    void check() {
        if (cancelled.get()) {
            throw new CancelledException();
        }
    }
}

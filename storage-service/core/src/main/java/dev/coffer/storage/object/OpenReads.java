package dev.coffer.storage.object;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Blobs that a reader of this process will still open: a read of many blobs that has begun is finished, even when its
 * object is deleted or replaced meanwhile. (A single blob needs no hold, as an open one stays readable.)
 */
@ApplicationScoped
public class OpenReads {
    private final ConcurrentMap<ObjectId, Holders> held = new ConcurrentHashMap<>();

    private record Holders(int count, @Nullable Runnable deletion) {}

    /** Keeps blobs until it is closed. */
    public final class Hold implements AutoCloseable {
        private final List<ObjectId> blobs;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Hold(List<ObjectId> blobs) {
            this.blobs = List.copyOf(blobs);
            this.blobs.forEach(blob -> held.merge(
                    blob, new Holders(1, null), (there, one) -> new Holders(there.count() + 1, there.deletion())));
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                blobs.forEach(OpenReads.this::release);
            }
        }
    }

    /** From now on these blobs stay; whether they are still there the caller has to look after this. */
    Hold hold(List<ObjectId> blobs) {
        return new Hold(blobs);
    }

    /** Runs {@code deletion} now, or once nobody holds the blob. */
    void whenUnused(ObjectId blob, Runnable deletion) {
        Holders there = held.computeIfPresent(blob, (id, holders) -> new Holders(holders.count(), deletion));
        if (there == null) {
            deletion.run();
        }
    }

    private void release(ObjectId blob) {
        Deferred deferred = new Deferred();
        held.computeIfPresent(blob, (id, holders) -> {
            if (holders.count() > 1) {
                return new Holders(holders.count() - 1, holders.deletion());
            }
            deferred.deletion = holders.deletion();
            return null;
        });
        deferred.run();
    }

    private static final class Deferred implements Runnable {
        private @Nullable Runnable deletion;

        @Override
        public void run() {
            if (deletion != null) {
                deletion.run();
            }
        }
    }
}

package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends records of one region to one open segment, and goes on to the next when it is full. Many threads may append at
 * once: they queue for a position only.
 */
final class SegmentAppender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SegmentAppender.class.getName());

    private final Region region;
    private final SegmentFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> sealers = ConcurrentHashMap.newKeySet();
    private @Nullable OpenSegment current;
    private boolean closed;

    SegmentAppender(Region region, SegmentFolder folder) {
        this.region = region;
        this.folder = folder;
    }

    /** A record that is written. Its segment is not sealed before this is closed. */
    final class Appended implements AutoCloseable {
        private final OpenSegment.Slot slot;
        private boolean wrote;
        private boolean left;

        private Appended(OpenSegment.Slot slot) {
            this.slot = slot;
        }

        BlobLocation location() {
            return slot.location();
        }

        OpenSegment segment() {
            return slot.segment();
        }

        private void write(RecordBuffer record) throws IOException {
            folder.faults().reach(FaultPoint.BLOB_WRITE);
            slot.write(record);
            wrote = true;
        }

        /** Returns once it is durable. */
        void sync() throws IOException {
            folder.faults().reach(FaultPoint.BLOB_SYNC);
            slot.segment().sync();
        }

        @Override
        public void close() {
            if (!left) {
                left = true;
                leave(slot.segment(), wrote);
            }
        }
    }

    /** Writes a record, which is not durable yet. */
    Appended append(RecordBuffer record) throws IOException {
        Appended appended = new Appended(reserve(record.recordBytes()));
        boolean written = false;
        try {
            appended.write(record);
            written = true;
            return appended;
        } finally {
            if (!written) {
                appended.close();
            }
        }
    }

    private OpenSegment.Slot reserve(int bytes) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the blob store is closed");
            }
            OpenSegment segment = current;
            if (segment == null || !segment.takes(bytes)) {
                current = null;
                retire(segment);
                segment = folder.create(region);
                current = segment;
            }
            return segment.reserve(bytes);
        } finally {
            lock.unlock();
        }
    }

    private void leave(OpenSegment segment, boolean wrote) {
        boolean last;
        lock.lock();
        try {
            last = segment.leave(wrote);
        } finally {
            lock.unlock();
        }
        if (last) {
            sealSoon(segment);
        }
    }

    private void retire(@Nullable OpenSegment segment) {
        if (segment != null && segment.retire()) {
            sealSoon(segment);
        }
    }

    private void sealSoon(OpenSegment segment) {
        Thread sealer = Thread.ofVirtual().name("storage-seal").unstarted(() -> {
            try {
                seal(segment);
            } finally {
                sealers.remove(Thread.currentThread());
            }
        });
        sealers.add(sealer);
        sealer.start();
    }

    private void seal(OpenSegment segment) {
        try {
            folder.faults().reach(FaultPoint.SEGMENT_SEAL);
            segment.seal();
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "COFFER-STORAGE-021 " + segment.id() + " is left to be sealed by recovery");
            abandon(segment);
        }
    }

    private static void abandon(OpenSegment segment) {
        try {
            segment.abandon();
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "COFFER-STORAGE-022 " + segment.id() + " could not be closed");
        }
    }

    /** Goes on to another segment if the current one is like this. */
    void rollIf(Predicate<OpenSegment> condition) {
        lock.lock();
        try {
            if (current != null && condition.test(current)) {
                OpenSegment old = current;
                current = null;
                retire(old);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where the records of a segment end so far, if this appends to it. */
    Optional<Integer> endOf(SegmentId id) {
        lock.lock();
        try {
            return Optional.ofNullable(current).filter(s -> s.id().equals(id)).map(OpenSegment::end);
        } finally {
            lock.unlock();
        }
    }

    /** Returns once all that is full and what was open is sealed. Whoever still appends is let finish. */
    @Override
    public void close() {
        OpenSegment last;
        boolean now;
        lock.lock();
        try {
            closed = true;
            last = current;
            current = null;
            now = last != null && last.retire();
        } finally {
            lock.unlock();
        }
        if (last != null && now) {
            seal(last);
        }
        awaitSealers();
    }

    private void awaitSealers() {
        try {
            for (Thread sealer : sealers) {
                sealer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // they are left to recovery
        }
    }
}

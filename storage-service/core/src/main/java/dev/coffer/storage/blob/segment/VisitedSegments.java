package dev.coffer.storage.blob.segment;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Segments of which every blob was looked at when it was old enough to be an orphan. As a deletion is noted by the process
 * that makes it, only one that failed makes a new orphan there, or one that another process failed at: so now and then
 * everything is forgotten.
 */
final class VisitedSegments {
    private static final long FORGOTTEN_AFTER_NANOS = Duration.ofHours(24).toNanos();

    private final Set<SegmentId> visited = ConcurrentHashMap.newKeySet();
    private volatile long since = System.nanoTime();

    boolean contains(SegmentId id) {
        if (System.nanoTime() - since > FORGOTTEN_AFTER_NANOS) {
            visited.clear();
            since = System.nanoTime();
        }
        return visited.contains(id);
    }

    void add(SegmentId id) {
        visited.add(id);
    }

    void forget(SegmentId id) {
        visited.remove(id);
    }
}

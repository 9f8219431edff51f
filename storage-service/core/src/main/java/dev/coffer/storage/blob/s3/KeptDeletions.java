package dev.coffer.storage.blob.s3;

import dev.coffer.storage.blob.BlobName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Deletions that wait for their time, so that readers of other instances, who know nothing of them, come to an end; then
 * they are made by the thousand. What a crash loses of them, or does not fit, is left to orphan collection.
 */
final class KeptDeletions {
    private static final int MAX = 100_000;

    private final StoredObjects objects;
    private final Duration kept;
    private final Deque<Due> waiting = new ArrayDeque<>();

    private record Due(String key, long since) {}

    /** @param kept how long what is deleted stays */
    KeptDeletions(StoredObjects objects, Duration kept) {
        this.objects = objects;
        this.kept = kept;
    }

    /** Whether it will be deleted; not if too many wait already. */
    boolean add(BlobName name) {
        synchronized (waiting) {
            return waiting.size() < MAX && waiting.add(new Due(objects.key(name), System.nanoTime()));
        }
    }

    /** Makes the deletions whose time has come; how many could not be made. */
    int deleteDue() {
        int failed = 0;
        for (List<String> due = takeDue(); !due.isEmpty(); due = takeDue()) {
            failed += objects.delete(due);
        }
        return failed;
    }

    private List<String> takeDue() {
        List<String> due = new ArrayList<>();
        long now = System.nanoTime();
        synchronized (waiting) {
            while (due.size() < StoredObjects.PAGE) {
                Due first = waiting.peek();
                if (first == null || now - first.since() < kept.toNanos()) {
                    break;
                }
                due.add(first.key());
                waiting.remove();
            }
        }
        return due;
    }
}

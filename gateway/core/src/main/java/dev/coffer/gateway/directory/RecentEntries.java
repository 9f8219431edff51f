package dev.coffer.gateway.directory;

import dev.coffer.gateway.directory.BucketDirectory.Entry;
import dev.coffer.storage.api.BucketName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Active entries read from the database less than a second ago. What is not there is never remembered. */
final class RecentEntries {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_ENTRIES = 10_000;

    private final Map<BucketName, Seen> entries = new ConcurrentHashMap<>();

    private record Seen(Entry entry, long atNanos) {
        boolean isOld() {
            return System.nanoTime() - atNanos >= MAX_AGE_NANOS;
        }
    }

    Optional<Entry> get(BucketName bucket) {
        Seen seen = entries.get(bucket);
        return seen == null || seen.isOld() ? Optional.empty() : Optional.of(seen.entry);
    }

    /** @param atNanos {@link System#nanoTime()} before the entry was read */
    void put(Entry entry, long atNanos) {
        if (entries.size() >= MAX_ENTRIES) {
            entries.values().removeIf(Seen::isOld);
        }
        if (entries.size() < MAX_ENTRIES) {
            entries.put(entry.bucket(), new Seen(entry, atNanos));
        }
    }

    void forget(BucketName bucket) {
        entries.remove(bucket);
    }
}

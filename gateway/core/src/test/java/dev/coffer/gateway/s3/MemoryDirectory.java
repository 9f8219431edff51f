package dev.coffer.gateway.s3;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.storage.api.BucketName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The directory in memory. */
public final class MemoryDirectory implements BucketDirectory {
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Boolean> active = new TreeMap<>();

    /** A directory of one bucket. */
    public static MemoryDirectory with(String bucket, String region) {
        MemoryDirectory directory = new MemoryDirectory();
        directory.reserve(new BucketName(bucket), new AccountId("111111111111"), "c".repeat(64), new Region(region));
        directory.activate(new BucketName(bucket));
        return directory;
    }

    @Override
    public synchronized Optional<Entry> find(BucketName bucket) {
        return Boolean.TRUE.equals(active.get(bucket.value()))
                ? Optional.ofNullable(entries.get(bucket.value()))
                : Optional.empty();
    }

    @Override
    public synchronized Reservation reserve(
            BucketName bucket, AccountId owner, String ownerCanonicalId, Region region) {
        Entry there = entries.get(bucket.value());
        if (there != null) {
            return new Reservation(there, false, active.get(bucket.value()));
        }
        Entry entry = new Entry(bucket, owner, ownerCanonicalId, region, Instant.parse("2026-11-01T10:00:00.123Z"));
        entries.put(bucket.value(), entry);
        active.put(bucket.value(), false);
        return new Reservation(entry, true, false);
    }

    @Override
    public synchronized void activate(BucketName bucket) {
        active.put(bucket.value(), true);
    }

    @Override
    public synchronized void markDeleting(BucketName bucket) {
        active.put(bucket.value(), false);
    }

    @Override
    public synchronized void remove(BucketName bucket) {
        entries.remove(bucket.value());
        active.remove(bucket.value());
    }

    @Override
    public synchronized List<Entry> list(
            AccountId owner, String prefix, String after, Optional<Region> region, int limit) {
        return entries.values().stream()
                .filter(e -> e.owner().equals(owner) && e.bucket().value().startsWith(prefix))
                .filter(e -> e.bucket().value().compareTo(after) > 0)
                .filter(e -> region.map(e.region()::equals).orElse(true))
                .limit(limit)
                .toList();
    }
}

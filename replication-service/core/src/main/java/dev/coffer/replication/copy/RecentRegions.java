package dev.coffer.replication.copy;

import dev.coffer.aws.Region;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.storage.api.BucketName;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Asks where a bucket is at most twice a second. Only what was found is remembered: absence and refusals may pass. */
final class RecentRegions implements BucketRegions {
    private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_KEPT = 10_000;

    private record Found(Region region, long atNanos) {
        boolean isOld() {
            return System.nanoTime() - atNanos >= MAX_AGE_NANOS;
        }
    }

    private final BucketRegions directory;
    private final ConcurrentMap<BucketName, Found> found = new ConcurrentHashMap<>();

    RecentRegions(BucketRegions directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Region> regionOf(BucketName bucket) {
        Found known = found.get(bucket);
        if (known != null && !known.isOld()) {
            return Optional.of(known.region());
        }
        long before = System.nanoTime();
        Optional<Region> region = directory.regionOf(bucket);
        if (found.size() >= MOST_KEPT) {
            found.values().removeIf(Found::isOld);
        }
        region.ifPresentOrElse(r -> found.put(bucket, new Found(r, before)), () -> found.remove(bucket));
        return region;
    }
}

package dev.coffer.storage.encryption.bucketkey;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Bucket keys by slot, at most one alive per slot, fetched by one of those who want it while the others wait. A fetch
 * that fails fails them all and leaves nothing behind. A key that leaves the cache (expired, used up, flushed, crowded
 * out) is destroyed as soon as nobody uses it; one that was being fetched while its slot was flushed serves only the one
 * who fetched it, so that after a flush nobody relies on what KMS said before.
 */
final class BucketKeyCache {
    private static final int ATTEMPTS = 16;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final InstantSource clock;
    private final ConcurrentMap<Slot, CompletableFuture<Fetched>> keys;

    BucketKeyCache(InstantSource clock, long maxEntries) {
        this.clock = clock;
        RemovalListener<Slot, Fetched> retire = (slot, fetched, cause) -> {
            if (fetched instanceof Got(BucketKey key)) {
                key.retire();
            }
        };
        AsyncCache<Slot, Fetched> cache = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .executor(Runnable::run)
                .removalListener(retire)
                .buildAsync();
        this.keys = cache.asMap();
    }

    /** What came of a fetch. */
    private sealed interface Fetched {}

    private record Got(BucketKey key) implements Fetched {}

    private record Failed(Throwable cause) implements Fetched {}

    /**
     * A use of the slot's key.
     *
     * @param fetch asks KMS; told the time from which the key's life counts
     * @throws AwsException what the fetch refused with
     */
    BucketKeyUse use(Slot slot, Function<Instant, BucketKey> fetch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CompletableFuture<Fetched> mine = new CompletableFuture<>();
            CompletableFuture<Fetched> there = keys.putIfAbsent(slot, mine);
            if (there == null) {
                misses.increment();
                return lead(slot, mine, fetch);
            }
            Optional<BucketKeyUse> use = awaitKey(there).use(clock.instant());
            if (use.isPresent()) {
                hits.increment();
                return use.get();
            }
            keys.remove(slot, there);
        }
        throw S3Error.SLOW_DOWN.error(); // flushed, or crowded out, again and again
    }

    private BucketKeyUse lead(Slot slot, CompletableFuture<Fetched> flight, Function<Instant, BucketKey> fetch) {
        try {
            Instant asked = clock.instant();
            BucketKey key = fetch.apply(asked);
            // Before the others get it: a flush meanwhile would retire it the moment it arrives.
            BucketKeyUse use = key.use(asked).orElseThrow(() -> new IllegalStateException("a bucket key without life"));
            flight.complete(new Got(key));
            if (!holds(slot, flight)) {
                key.retire();
            }
            return use;
        } catch (RuntimeException | Error e) {
            keys.remove(slot, flight); // first, so that whoever comes now asks again
            flight.complete(new Failed(e));
            throw e;
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very flight
    private boolean holds(Slot slot, CompletableFuture<Fetched> flight) {
        return keys.get(slot) == flight;
    }

    private static BucketKey awaitKey(CompletableFuture<Fetched> flight) {
        return switch (flight.join()) {
            case Got(BucketKey key) -> key;
            case Failed(AwsException refused) -> throw refused;
            case Failed(Throwable cause) -> throw new IllegalStateException("the bucket key was not fetched", cause);
        };
    }

    /** Lets go of what matches, also of what is being fetched; tells how many keys were alive. */
    int flush(Predicate<Slot> slots, Predicate<BucketKey> chosen) {
        int flushed = 0;
        for (Map.Entry<Slot, CompletableFuture<Fetched>> entry :
                Map.copyOf(keys).entrySet()) {
            Optional<BucketKey> key = keyOf(entry.getValue());
            boolean goes = slots.test(entry.getKey()) && (key.isEmpty() || chosen.test(key.get()));
            if (goes && keys.remove(entry.getKey(), entry.getValue()) && key.isPresent()) {
                flushed++;
            }
        }
        return flushed;
    }

    /** Destroys what has expired, so that no key outlives its time in memory. */
    void sweep() {
        Instant now = clock.instant();
        Map.copyOf(keys).forEach((slot, flight) -> {
            if (keyOf(flight).filter(key -> key.isExpired(now)).isPresent()) {
                keys.remove(slot, flight);
            }
        });
    }

    /** The keys that are here now. */
    Map<Slot, BucketKey> live() {
        Map<Slot, BucketKey> live = new HashMap<>();
        keys.forEach((slot, flight) -> keyOf(flight).ifPresent(key -> live.put(slot, key)));
        return live;
    }

    /** How many keys are here, those that are being fetched too. */
    int size() {
        return keys.size();
    }

    /** Uses without a call of KMS of their own. */
    long hits() {
        return hits.sum();
    }

    /** Uses for which KMS was asked. */
    long misses() {
        return misses.sum();
    }

    private static Optional<BucketKey> keyOf(CompletableFuture<Fetched> flight) {
        return flight.getNow(null) instanceof Got(BucketKey key) ? Optional.of(key) : Optional.empty();
    }
}

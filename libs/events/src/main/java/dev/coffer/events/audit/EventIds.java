package dev.coffer.events.audit;

import dev.coffer.events.UuidV7;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of audit records: UUIDs of version 7 that rise within a process, so that records of one second (CloudTrail's
 * resolution) keep the order in which they were made, and lie together in indexes. Not secret. Source, for the fraction of
 * a millisecond in {@code rand_a}: RFC 9562, section 6.2, method 3.
 */
public final class EventIds {
    private static final long FRACTIONS = 4096; // of a millisecond: the twelve bits of rand_a
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final AtomicLong LAST = new AtomicLong();

    private EventIds() {}

    /** The id of a record that is made at {@code now}; higher than every one that this process has made before. */
    public static String next(Instant now) {
        long reading = now.getEpochSecond() * 1_000 * FRACTIONS + now.getNano() * FRACTIONS / NANOS_PER_MILLI;
        long ticks = LAST.accumulateAndGet(reading, (last, read) -> Math.max(last + 1, read));
        return UuidV7.of(
                        ticks / FRACTIONS,
                        ticks % FRACTIONS,
                        ThreadLocalRandom.current().nextLong())
                .toString();
    }
}

package dev.coffer.events;

import java.util.UUID;

/** UUIDs of version 7: of one time, they lie together in indexes. Source: RFC 9562, section 5.7. */
public final class UuidV7 {
    private UuidV7() {}

    /**
     * Puts an id together.
     *
     * @param millis since the epoch, 48 bits
     * @param randA its lowest 12 bits follow the time: a fraction of it, or random
     * @param randB its lowest 62 bits: random
     */
    public static UUID of(long millis, long randA, long randB) {
        long high = (millis << 16) | 0x7000L | (randA & 0x0FFFL);
        long low = (randB & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}

package dev.coffer.storage.object;

import dev.coffer.events.UuidV7;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * The identity of one write: the name of its blob and part of what its wrapped data key is bound to. Never reused, which
 * a version id is not ({@code null} repeats). A UUID of version 7, so that ids of one time lie together in indexes.
 * Source: RFC 9562, section 5.7.
 */
public record ObjectId(UUID value) implements Comparable<ObjectId> {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new id; {@code now} only orders it. */
    public static ObjectId next(Instant now) {
        return new ObjectId(UuidV7.of(now.toEpochMilli(), RANDOM.nextLong(), RANDOM.nextLong()));
    }

    /** @throws IllegalArgumentException if the text is not a UUID */
    public static ObjectId parse(String text) {
        return new ObjectId(UUID.fromString(text));
    }

    @Override
    public int compareTo(ObjectId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

package dev.coffer.storage.object;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * Version ids: 32 characters of {@code A-Za-z0-9._}, base64 of the sequencer (8 bytes, big-endian) and 16 random bytes. So
 * a listing can go on behind a version that was deleted meanwhile: its place in the order is in its id.
 */
public final class VersionIds {
    /** The null version's: of objects written while versioning was off or suspended. */
    public static final String NULL = "null";

    private static final int BYTES = 24;
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private VersionIds() {}

    /** A new id. */
    public static String next(long sequencer) {
        byte[] random = new byte[BYTES - Long.BYTES];
        RANDOM.nextBytes(random);
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(sequencer).put(random).array();
        return Base64.getUrlEncoder().encodeToString(bytes).replace('-', '.');
    }

    /** The sequencer in an id of ours; none for {@code null} and for text that is no such id. */
    public static OptionalLong sequencer(String versionId) {
        if (versionId.length() != LENGTH) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(ByteBuffer.wrap(Base64.getUrlDecoder().decode(versionId.replace('.', '-')))
                    .getLong());
        } catch (IllegalArgumentException notOurs) {
            return OptionalLong.empty();
        }
    }

    /** Whether it could be a version id at all. */
    public static boolean isWellFormed(String versionId) {
        return versionId.equals(NULL) || sequencer(versionId).isPresent();
    }
}

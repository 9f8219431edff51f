package dev.coffer.audit.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A cursor as an opaque token that only continues the query that it came from. It is bound to the query by a digest, not
 * signed: a forged token reads nothing that the same query would not.
 *
 * <table>
 * <caption>Layout, base64url without padding</caption>
 * <tr><td>0</td><td>version, 1</td></tr>
 * <tr><td>1..8</td><td>event time, microseconds since 1970, big-endian</td></tr>
 * <tr><td>9..24</td><td>event id</td></tr>
 * <tr><td>25..40</td><td>first half of SHA-256 over bytes 0..24 and the query</td></tr>
 * </table>
 */
final class PageToken {
    private static final byte VERSION = 1;
    private static final int CURSOR_LENGTH = 25;
    private static final int DIGEST_LENGTH = 16;
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private PageToken() {}

    /** @param query everything that the next request has to repeat */
    static String of(Cursor cursor, String query) {
        Instant time = cursor.eventTime();
        byte[] head = ByteBuffer.allocate(CURSOR_LENGTH)
                .put(VERSION)
                .putLong(time.getEpochSecond() * MICROS + time.getNano() / NANOS_PER_MICRO)
                .putLong(cursor.eventId().getMostSignificantBits())
                .putLong(cursor.eventId().getLeastSignificantBits())
                .array();
        byte[] token = Arrays.copyOf(head, CURSOR_LENGTH + DIGEST_LENGTH);
        System.arraycopy(digest(head, query), 0, token, CURSOR_LENGTH, DIGEST_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @return the cursor, or none if the token is not one that {@code query} was answered with */
    static Optional<Cursor> read(String token, String query) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != CURSOR_LENGTH + DIGEST_LENGTH || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] expected = digest(Arrays.copyOf(bytes, CURSOR_LENGTH), query);
        if (!Arrays.equals(bytes, CURSOR_LENGTH, bytes.length, expected, 0, DIGEST_LENGTH)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, CURSOR_LENGTH - 1);
        long micros = buffer.getLong();
        Instant time =
                Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS_PER_MICRO);
        return Optional.of(new Cursor(time, new UUID(buffer.getLong(), buffer.getLong())));
    }

    private static byte[] digest(byte[] head, String query) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(head);
            return sha256.digest(query.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}

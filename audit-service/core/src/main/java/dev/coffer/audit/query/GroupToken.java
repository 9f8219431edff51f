package dev.coffer.audit.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The last group of a page as an opaque token: base64url of a CRC-32 of the query and the values, then each value with
 * its length before it. It continues only the query that it came from.
 */
final class GroupToken {
    private GroupToken() {}

    /** @param query everything that the next request has to repeat */
    static String of(List<String> values, String query) {
        byte[] body = body(values);
        byte[] token = ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(check(body, query))
                .put(body)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @return the values, or none if the token is not one that {@code query} was answered with */
    static Optional<List<String>> read(String token, String query) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            int check = bytes.getInt();
            byte[] body = new byte[bytes.remaining()];
            bytes.get(body);
            if (check != check(body, query)) {
                return Optional.empty();
            }
            ByteBuffer rest = ByteBuffer.wrap(body);
            List<String> values = new ArrayList<>();
            while (rest.hasRemaining()) {
                byte[] value = new byte[rest.getInt()];
                rest.get(value);
                values.add(new String(value, StandardCharsets.UTF_8));
            }
            return Optional.of(values);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static byte[] body(List<String> values) {
        List<byte[]> encoded =
                values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
        ByteBuffer buffer = ByteBuffer.allocate(
                encoded.stream().mapToInt(v -> Integer.BYTES + v.length).sum());
        encoded.forEach(v -> buffer.putInt(v.length).put(v));
        return buffer.array();
    }

    private static int check(byte[] body, String query) {
        CRC32 crc = new CRC32();
        crc.update(body);
        crc.update(query.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}

package dev.coffer.storage.listing;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keys and prefixes as bytes, in whose order S3 lists. */
public final class Prefixes {
    private Prefixes() {}

    /** A key or prefix as its column has it. */
    public static Buffer bytes(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #bytes} wrote. */
    public static String text(Buffer bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The smallest bytes behind everything that begins with {@code text}, which UTF-8 always has. */
    public static Buffer behindAll(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1]++; // no byte of UTF-8 is 0xff
        return Buffer.buffer(bytes);
    }

    /** The smallest bytes behind {@code text}. */
    static Buffer justBehind(String text) {
        return bytes(text).appendByte((byte) 0);
    }

    /** Where a listing goes on behind {@code marker}: behind all of it where it is a common prefix. */
    public static Buffer start(String prefix, String delimiter, String marker) {
        if (marker.isEmpty()) {
            return bytes(prefix);
        }
        boolean commonPrefix = !delimiter.isEmpty()
                && marker.startsWith(prefix)
                && marker.indexOf(delimiter, prefix.length()) == marker.length() - delimiter.length()
                && marker.length() >= prefix.length() + delimiter.length();
        Buffer behind = commonPrefix ? behindAll(marker) : justBehind(marker);
        Buffer first = bytes(prefix);
        return java.util.Arrays.compareUnsigned(behind.getBytes(), first.getBytes()) > 0 ? behind : first;
    }

    /** The common prefix that {@code key}, which begins with {@code prefix}, rolls up into. */
    public static Optional<String> common(String prefix, String delimiter, String key) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
    }
}

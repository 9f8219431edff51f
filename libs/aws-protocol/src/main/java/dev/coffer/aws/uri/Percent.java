package dev.coffer.aws.uri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent-encoding as AWS signs it: everything but {@code A-Z a-z 0-9 - . _ ~} becomes {@code %XX} with upper-case
 * digits. Source: "Create a signed AWS API request", {@code UriEncode}.
 *
 * <p>Raw text is what arrived: a character above 0x7F stands for the one byte that it came as.
 */
public final class Percent {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Percent() {}

    /** Encodes text's UTF-8 bytes; a slash too. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** Encodes text's UTF-8 bytes but for slashes. */
    public static String encodePath(String text) {
        return encode(text, true);
    }

    private static String encode(String text, boolean keepSlash) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            append(out, b & 0xFF, keepSlash);
        }
        return out.toString();
    }

    /**
     * Decodes raw text.
     *
     * @param plusIsSpace as in queries
     * @return empty if a {@code %} lacks its two digits, or the bytes are not UTF-8
     */
    public static Optional<String> decode(String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && (!plusIsSpace || raw.indexOf('+') < 0) && isAscii(raw)) {
            return Optional.of(raw);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int b = hexByte(raw, i + 1);
                if (b < 0) {
                    return Optional.empty();
                }
                bytes.write(b);
                i += 2;
            } else {
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /**
     * Raw text in the one spelling that is signed: what is encoded needlessly is decoded, what is not encoded but should
     * be is. An encoded slash stays encoded; a {@code %} without digits becomes {@code %25}.
     */
    public static String normalise(String raw, boolean keepSlash, boolean plusIsSpace) {
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int encoded = c == '%' ? hexByte(raw, i + 1) : -1;
            if (encoded >= 0) {
                append(out, encoded, false);
                i += 2;
            } else {
                append(out, c == '+' && plusIsSpace ? ' ' : c & 0xFF, keepSlash);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int b, boolean keepSlash) {
        if (isUnreserved(b) || (keepSlash && b == '/')) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX[b >> 4]).append(HEX[b & 15]);
        }
    }

    private static boolean isUnreserved(int b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    private static boolean isAscii(String raw) {
        return raw.chars().allMatch(c -> c < 0x80);
    }

    private static int hexByte(String raw, int at) {
        if (at + 2 > raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}

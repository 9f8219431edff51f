package dev.coffer.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Header values are bytes; the HTTP codec hands them over as one character each. Clients that send UTF-8 (and sign it)
 * get it read as UTF-8, and written back so.
 */
final class HeaderText {

    private HeaderText() {}

    /** The text of a value as the codec decoded it. */
    static String read(String wire) {
        if (isPlain(wire)) {
            return wire;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(wire.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return wire;
        }
    }

    /** A value for the codec; control characters, which could end the field, become spaces. */
    static String write(String text) {
        if (isPlain(text)) {
            return text;
        }
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        StringBuilder out = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            out.append(c < 0x20 || c == 0x7F ? ' ' : c);
        }
        return out.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                return false;
            }
        }
        return true;
    }
}

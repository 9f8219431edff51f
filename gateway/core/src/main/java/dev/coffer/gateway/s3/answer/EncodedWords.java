package dev.coffer.gateway.s3.answer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User metadata that is not printable ASCII goes out as an encoded word. Source: RFC 2047, section 2. */
final class EncodedWords {

    private EncodedWords() {}

    static String of(String value) {
        if (value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)) {
            return value;
        }
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}

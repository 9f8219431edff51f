package dev.coffer.benchmarks.wire;

import java.util.Optional;

/** Looks into the head of an answer without taking it apart. */
final class Heads {
    private static final int STATUS_AT = 9;
    private static final int STATUS_DIGITS = 3;

    private Heads() {}

    /** The status of {@code HTTP/1.1 200 OK}. */
    static int status(String head) {
        if (!head.startsWith("HTTP/1.") || head.length() < STATUS_AT + STATUS_DIGITS) {
            throw new WireException("not HTTP/1.1: " + head.lines().findFirst().orElse(""));
        }
        return Integer.parseInt(head, STATUS_AT, STATUS_AT + STATUS_DIGITS, 10);
    }

    /** The value of the field {@code name}, whatever its case on the wire. */
    static Optional<String> field(String head, String name) {
        int line = head.indexOf("\r\n") + 2;
        while (line > 1 && line < head.length()) {
            int end = head.indexOf("\r\n", line);
            if (end < 0) {
                end = head.length();
            }
            int colon = line + name.length();
            if (colon < end && head.charAt(colon) == ':' && head.regionMatches(true, line, name, 0, name.length())) {
                return Optional.of(head.substring(colon + 1, end).strip());
            }
            line = end + 2;
        }
        return Optional.empty();
    }
}

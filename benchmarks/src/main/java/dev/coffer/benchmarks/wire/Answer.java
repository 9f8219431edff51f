package dev.coffer.benchmarks.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What came back.
 *
 * @param head the status line and the headers as they stood on the wire
 * @param bodyBytes how many bytes the body had
 * @param kept the body, where it was to be kept or the status says failure; cut at {@link AnswerReader#MAX_KEPT}
 * @param fault what is wrong with the body, if it is not what was expected
 */
public record Answer(int status, String head, long bodyBytes, byte[] kept, Optional<String> fault) {

    /** Whether the request did what it was sent for. */
    public boolean ok() {
        return status / 100 == 2 && fault.isEmpty();
    }

    /** The kept body as text. */
    public String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }

    /** The value of a header by its lower-case name. */
    public Optional<String> header(String name) {
        return Heads.field(head, name);
    }

    /** One line that says how it failed: the status and the error's code. */
    public String failure() {
        return fault.orElseGet(() -> {
            String body = text();
            String code = between(body, "<Code>", "</Code>");
            if (code.isEmpty()) {
                code = between(body, "\"__type\":\"", "\"");
            }
            return code.isEmpty() ? "status " + status : status + " " + code;
        });
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before);
        int end = start < 0 ? -1 : text.indexOf(after, start + before.length());
        return end < 0 ? "" : text.substring(start + before.length(), end);
    }
}

package dev.coffer.audit.trail;

/** Text as the lookup columns hold it. The record itself is stored untouched. */
public final class LookupText {
    /** UTF-8 bytes: more than any object's ARN, and below the 2,704 bytes that a PostgreSQL index entry can have. */
    public static final int MAX_BYTES = 2000;

    private static final int MOST_BYTES_PER_CHAR = 3;

    private LookupText() {}

    /**
     * The form in which {@code text} is stored and looked up: a client chooses encryption contexts freely, so NUL (which
     * PostgreSQL's text cannot hold) becomes U+FFFD, and what is over-long is cut.
     */
    public static String of(String text) {
        String safe = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        if (safe.length() * MOST_BYTES_PER_CHAR <= MAX_BYTES) {
            return safe;
        }
        int bytes = 0;
        int end = 0;
        while (end < safe.length()) {
            int codePoint = safe.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MAX_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return safe.substring(0, end);
    }
}

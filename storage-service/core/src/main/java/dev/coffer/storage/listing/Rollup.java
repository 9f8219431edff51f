package dev.coffer.storage.listing;

import io.vertx.core.buffer.Buffer;

/** What both listings have in common. */
public final class Rollup {
    /**
     * The common prefix that {@code key} rolls up into, or null: all of it up to the first delimiter behind the prefix.
     * Parameters $6 (bytes of the prefix) and $7 (the delimiter).
     */
    static final String COMMON = "case when position($7::bytea in substring(key from $6::int + 1)) > 0"
            + " then substring(key from 1 for $6::int + position($7::bytea in substring(key from $6::int + 1))"
            + " + length($7::bytea) - 1) end";

    /** Above every key. */
    private static final Buffer ABOVE_ALL = Buffer.buffer(new byte[] {(byte) 0xff});

    private Rollup() {}

    /** The first bytes behind the prefix. */
    public static Buffer end(String prefix) {
        return prefix.isEmpty() ? ABOVE_ALL : Prefixes.behindAll(prefix);
    }
}

package dev.coffer.conformance.support;

import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test, and no earlier run against the same deployment, has used. */
public final class Unique {
    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Unique() {}

    /** For a bucket. */
    public static String bucket() {
        return "conformance-" + name();
    }

    /** For anything else. */
    public static String name() {
        return RUN + "-" + NEXT.incrementAndGet();
    }
}

package dev.coffer.benchmarks.wire;

/** The other side does not speak HTTP as it should, or has gone away. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public WireException(String message) {
        super(message);
    }

    /** Says what is wrong, and what was underneath. */
    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.coffer.api;

/** The sender of a body went away before its end; nobody is left to answer, and nothing may become visible. */
public final class BodyAbortedException extends RuntimeException {
    /** @param message what happened, for the log */
    public BodyAbortedException(String message) {
        super(message, null, false, false);
    }
}

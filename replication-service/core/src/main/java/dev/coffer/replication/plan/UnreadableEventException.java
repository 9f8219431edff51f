package dev.coffer.replication.plan;

/** What came is not an object event; it never will be, so it goes to the dead letters. */
public final class UnreadableEventException extends RuntimeException {
    /** @param message what is wrong with it */
    public UnreadableEventException(String message) {
        super(message);
    }
}

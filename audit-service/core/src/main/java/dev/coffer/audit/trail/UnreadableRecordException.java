package dev.coffer.audit.trail;

/** What came is not a record that can be stored; it never will be, so it goes to the dead letters. */
public final class UnreadableRecordException extends RuntimeException {
    /** @param message what is wrong with it */
    public UnreadableRecordException(String message) {
        super(message);
    }
}

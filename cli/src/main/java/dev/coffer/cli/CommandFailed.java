package dev.coffer.cli;

/** A verb did not do what it was asked to; the message is the one line that the user sees. Exit code 1. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public CommandFailed(String message) {
        super(message);
    }

    /** Says why, and what was underneath. */
    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

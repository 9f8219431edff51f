package dev.coffer.embedded;

/** An engine could not be started or stopped; the message is one line that a person can act on. */
public final class EngineException extends RuntimeException {
    /** @param message what went wrong */
    public EngineException(String message) {
        super(message);
    }

    /**
     * A failure with a cause.
     *
     * @param message what went wrong
     * @param cause why
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}

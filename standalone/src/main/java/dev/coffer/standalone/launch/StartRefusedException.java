package dev.coffer.standalone.launch;

/** The standalone does not start, and says in one line why; nothing was damaged. */
public final class StartRefusedException extends RuntimeException {
    /** @param message one line for the person who started it */
    public StartRefusedException(String message) {
        super(message);
    }
}

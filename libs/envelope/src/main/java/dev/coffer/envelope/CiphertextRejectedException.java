package dev.coffer.envelope;

/**
 * A ciphertext did not open: damaged, cut, moved, made under another key or for something else. Which of these it was
 * is never said, neither here nor in a cause.
 */
public final class CiphertextRejectedException extends RuntimeException {
    /** Says that it failed. */
    public CiphertextRejectedException() {
        super("the ciphertext was rejected", null, false, false);
    }
}

package dev.coffer.kms.crypto;

/** Why the process must not start: the root key isn't there, isn't one, or isn't the data's. Nothing was changed. */
public final class RootKeyUnusable extends RuntimeException {
    /** @param line one line, for whoever starts the process; it tells nothing of the key */
    public RootKeyUnusable(String line) {
        super(line, null, false, false);
    }
}

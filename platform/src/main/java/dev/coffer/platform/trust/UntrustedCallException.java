package dev.coffer.platform.trust;

/** A call between services that does not prove where it comes from, or for whom. The receiver answers 403. */
public final class UntrustedCallException extends RuntimeException {
    /** @param message which proof failed; never why in detail */
    public UntrustedCallException(String message) {
        super(message, null, false, false);
    }
}

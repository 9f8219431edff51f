package dev.coffer.aws.sigv4;

/** A signature's carrier (header or query) can't be read. The message is meant for the client's eyes. */
public final class MalformedSignatureException extends RuntimeException {
    MalformedSignatureException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

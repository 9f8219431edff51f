package dev.coffer.platform.stream;

/** The other side of a stream went away. */
public final class StreamBrokenException extends RuntimeException {
    /** @param cause what the stream said */
    public StreamBrokenException(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }
}

package dev.coffer.storage.blob;

/** The store could not do its work: a fault of ours or of the device, never of the client. */
public class BlobException extends RuntimeException {
    /** @param message what, with the blob's name */
    public BlobException(String message) {
        super(message);
    }

    /** As above, with its cause. */
    public BlobException(String message, Throwable cause) {
        super(message, cause);
    }
}

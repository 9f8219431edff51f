package dev.coffer.storage.blob;

/** There is no such blob. */
public final class BlobMissingException extends BlobException {
    /** @param name which */
    public BlobMissingException(BlobName name) {
        super("there is no blob " + name);
    }
}

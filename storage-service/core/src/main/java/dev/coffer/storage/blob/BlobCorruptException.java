package dev.coffer.storage.blob;

/** What is stored is not what was committed: torn, damaged or foreign. */
public final class BlobCorruptException extends BlobException {
    /**
     * @param name which blob
     * @param what is wrong with it
     */
    public BlobCorruptException(BlobName name, String what) {
        super("blob " + name + " is corrupt: " + what);
    }
}

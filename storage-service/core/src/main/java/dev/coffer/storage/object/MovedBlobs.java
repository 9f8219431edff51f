package dev.coffer.storage.object;

import dev.coffer.storage.blob.BlobMissingException;
import java.util.function.Supplier;

/** Reads that meet a blob that is gone from its place: moved by compaction, or deleted, since its version was looked up. */
public final class MovedBlobs {
    private static final int ATTEMPTS = 3;

    private MovedBlobs() {}

    /**
     * Makes the read, and makes it anew, lookup included, where its blob was not there.
     *
     * @throws BlobMissingException if it is not there again and again: that is no race
     */
    public static <T> T lookAgain(Supplier<T> read) {
        for (int attempt = 1; ; attempt++) {
            try {
                return read.get();
            } catch (BlobMissingException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}

package dev.coffer.storage.blob;

import java.nio.ByteBuffer;

/** A blob being written. Until {@link #commit()} has returned nobody sees it, and a crash leaves nothing to clean by hand. */
public interface BlobWriter extends AutoCloseable {
    /**
     * Appends all of {@code bytes}.
     *
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} when there is no room
     */
    void write(ByteBuffer bytes);

    /**
     * Makes the blob durable under its name: when this returns, its bytes and its name survive a loss of power.
     *
     * @return the name under which it can be opened from now on
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} when there is no room
     */
    BlobName commit();

    /** Removes what was written unless it was committed. */
    @Override
    void close();
}

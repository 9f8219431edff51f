package dev.coffer.storage.blob;

import dev.coffer.aws.Region;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Immutable blobs of bytes, written once and read in blocks. Deliberately minimal, so that decorators and further
 * implementations stay small: think twice before adding to it. Blocks and many threads may call it at once; one writer or
 * reader is for one thread.
 *
 * <p>A blob says nothing about being wanted: what no metadata names is an orphan, whoever forgot it. So a blob is durable
 * <em>before</em> the metadata that names it is committed, and deleted <em>after</em> the metadata is gone.
 */
public interface BlobStore {
    /**
     * Begins a blob.
     *
     * @param name a new name
     * @param blockBytes the size of the blocks in which it will be read; every block has a checksum
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} when there is no room
     */
    BlobWriter create(BlobName name, int blockBytes);

    /**
     * Opens a committed blob. It stays readable while open, even when it is deleted.
     *
     * @throws BlobMissingException if there is none
     * @throws BlobCorruptException if what is there is not the blob that was committed
     */
    BlobReader open(BlobName name);

    /** Removes a blob; whether there was one. */
    boolean delete(BlobName name);

    /** Visits the region's blobs that were committed before {@code limit}, in no order; for finding orphans. */
    void forEachOlderThan(Region region, Instant limit, Consumer<BlobName> visitor);
}

package dev.coffer.storage.blob;

import dev.coffer.aws.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Immutable blobs of bytes, written once and read in blocks. Deliberately minimal, so that decorators and further
 * implementations stay small: think twice before adding to it. Many threads may call it at once; one writer or reader is
 * for one thread.
 *
 * <p>A blob says nothing about being wanted: what no metadata names is an orphan, whoever forgot it. So a blob is durable
 * <em>before</em> the metadata that names it is committed, and deleted <em>after</em> the metadata is gone.
 */
public interface BlobStore {
    /** No write takes longer from its beginning to its commit; so what is older and not named is not on its way to be. */
    Duration LONGEST_WRITE = Duration.ofHours(5);

    /**
     * Begins a blob with a file of its own.
     *
     * @param name a new name without location
     * @param blockBytes the size of the blocks in which it will be read; every block has a checksum
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} when there is no room
     */
    BlobWriter create(BlobName name, int blockBytes);

    /**
     * Begins a blob wherever one of its size is best put; {@link BlobWriter#commit()} tells where that was.
     *
     * @param id a new one
     * @param expectedBytes how long it will be, or -1 if that isn't known; a wrong number costs only speed
     */
    default BlobWriter create(Region region, UUID id, int blockBytes, long expectedBytes) {
        return create(new BlobName(region, id), blockBytes);
    }

    /**
     * Opens a committed blob. It stays readable while open, even when it is deleted; where instances share a store, one
     * that another instance deletes does so for a while that is configured, and then reads end with an exception.
     *
     * @throws BlobMissingException if there is none, or none any more at the location that the name tells
     * @throws BlobCorruptException if what is there is not the blob that was committed
     */
    BlobReader open(BlobName name);

    /** Gives a blob's room back, at once or some time later; whether there was something to give. */
    boolean delete(BlobName name);

    /** Visits the region's blobs that were committed before {@code limit}, in no order. */
    void forEachOlderThan(Region region, Instant limit, Consumer<BlobName> visitor);

    /**
     * Visits blobs that may be orphans: of those committed before {@code limit} at least the ones that this process hasn't
     * shown to a visitor lately, or has failed to delete. So looking for orphans again and again costs little.
     */
    default void forEachSuspect(Region region, Instant limit, Consumer<BlobName> visitor) {
        forEachOlderThan(region, limit, visitor);
    }

    /**
     * Removes what writes that began before {@code limit} have left without ever being committed; how many they were. Only
     * where that takes looking for: a local disk is cleaned when it is opened.
     */
    default int discardUnfinished(Region region, Instant limit) {
        return 0;
    }
}

package dev.coffer.storage.blob.s3;

import dev.coffer.aws.Region;
import dev.coffer.platform.time.Repeating;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An object for each blob in a bucket that all instances of a region share, see {@link BlobTrailer}. A blob is durable when
 * the store has acknowledged its object, which it refuses if there is one of that name. Whatever fails, the store is to
 * blame: clients are told to try again, and nothing waits for longer than {@link StoreClient} allows.
 *
 * <p>What is deleted stays for a while ({@link S3Settings#keepDeleted}): so long a reader, who may be one of another
 * instance, still reads it.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(S3BlobStore.class.getName());
    private static final Duration DELETIONS = Duration.ofSeconds(1);

    private final S3Client client;
    private final StoredObjects objects;
    private final MultipartUploads uploads;
    private final Ownership ownership;
    private final WriteMemory memory;
    private final KeptDeletions deletions;
    private final Repeating deleting;
    private final Map<Region, SuspectWalk> walks = new ConcurrentHashMap<>();

    private S3BlobStore(S3Settings settings, StoreCredentials credentials, Supplier<UUID> owner) {
        StoreFaults faults = new StoreFaults(settings);
        this.client = StoreClient.open(settings, credentials.provider());
        this.objects = new StoredObjects(client, settings, faults);
        this.uploads = new MultipartUploads(client, settings, faults);
        this.ownership = new Ownership(objects, faults, owner);
        this.memory = new WriteMemory(settings.memoryBytes());
        this.deletions = new KeptDeletions(objects, settings.keepDeleted());
        this.deleting = new Repeating("storage-blob-deletions", DELETIONS, this::delete, e -> {
            // said already, once, as the store's fault; orphan collection finds them
        });
    }

    /**
     * Opens the store; that it is there shows with the first use.
     *
     * @param owner the identity of the metadata that names its blobs
     */
    public static S3BlobStore open(S3Settings settings, StoreCredentials credentials, Supplier<UUID> owner) {
        S3BlobStore store = new S3BlobStore(settings, credentials, owner);
        store.deleting.start();
        return store;
    }

    /**
     * Makes sure that the store answers, and that a region's blobs there are ours.
     *
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} if not; {@link #fault} says why
     */
    public void requireAvailable(Region region) {
        ownership.require(region);
        objects.list(objects.prefix(region) + "owner", Optional.empty());
    }

    /** Why the last call of the store failed; none if it did not. */
    public Optional<String> fault() {
        return Optional.ofNullable(objects.fault());
    }

    @Override
    public BlobWriter create(BlobName name, int blockBytes) {
        return create(name.region(), name.id(), blockBytes, -1);
    }

    @Override
    public BlobWriter create(Region region, UUID id, int blockBytes, long expectedBytes) {
        if (blockBytes < 1) {
            throw new IllegalArgumentException("blocks of " + blockBytes + " bytes");
        }
        ownership.require(region);
        BlobName name = new BlobName(region, id);
        long objectBytes = expectedBytes < 0 ? -1 : BlobTrailer.objectBytes(expectedBytes, blockBytes);
        UploadParts parts = new UploadParts(objects, uploads, memory, objects.key(name), objectBytes);
        return new S3BlobWriter(objects, name, blockBytes, parts);
    }

    @Override
    public BlobReader open(BlobName name) {
        return S3BlobReader.open(objects, memory, name);
    }

    /** Deletes it when its time has come, whether it is there or not. */
    @Override
    public boolean delete(BlobName name) {
        return deletions.add(name);
    }

    private void delete() {
        int failed = deletions.deleteDue();
        if (failed > 0) {
            LOG.log(Level.WARNING, () -> "COFFER-STORAGE-032 " + failed + " blobs are left to orphan collection");
        }
    }

    @Override
    public void forEachOlderThan(Region region, Instant limit, Consumer<BlobName> visitor) {
        ownership.require(region);
        SuspectWalk.everything(objects, region, limit, visitor);
    }

    @Override
    public void forEachSuspect(Region region, Instant limit, Consumer<BlobName> visitor) {
        ownership.require(region);
        walks.computeIfAbsent(region, r -> new SuspectWalk(objects, r)).turn(limit, visitor);
    }

    @Override
    public int discardUnfinished(Region region, Instant limit) {
        ownership.require(region);
        return uploads.abortOlderThan(objects.prefix(region), limit);
    }

    @Override
    public void close() {
        deleting.close();
        client.close();
    }
}

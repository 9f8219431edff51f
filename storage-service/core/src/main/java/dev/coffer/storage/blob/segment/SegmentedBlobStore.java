package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import dev.coffer.storage.blob.BlobStore;
import dev.coffer.storage.blob.BlobWriter;
import dev.coffer.storage.blob.device.DeviceFaults;
import dev.coffer.storage.blob.device.Folders;
import dev.coffer.storage.blob.file.FileBlobStore;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Small blobs in segments, others in files of their own ({@link FileBlobStore}, as all were in earlier data folders). A
 * blob is durable by one sync of its segment, which all who wait share; where it is, its name says. What is deleted gives
 * its room back when {@link SegmentUpkeep} compacts its segment.
 */
public final class SegmentedBlobStore implements BlobStore, AutoCloseable {
    private static final int LARGEST_BLOCK_BYTES = 64 * 1024;
    /** Memory of all small blobs that are being written. */
    private static final long PENDING_BYTES = 16 << 20;

    private final FileBlobStore files;
    private final SegmentPaths paths;
    private final SegmentLimits limits;
    private final FaultPoints faults;
    private final DeviceFaults device;
    private final SegmentFolder folder;
    private final SegmentFiles open;
    private final DeadRecords dead;
    private final Bandwidth bandwidth;
    private final VisitedSegments visited = new VisitedSegments();
    private final Map<Region, SegmentAppender> appenders = new ConcurrentHashMap<>();
    private final Reserve reserve;
    private final PendingMemory memory = new PendingMemory(PENDING_BYTES);
    private final long maxRecordBytes;

    private SegmentedBlobStore(Path root, SegmentLimits limits, FaultPoints faults, Bandwidth bandwidth) {
        this.bandwidth = bandwidth;
        this.files = FileBlobStore.open(root, faults);
        this.paths = new SegmentPaths(root);
        this.limits = limits;
        this.faults = faults;
        this.device = new DeviceFaults(root);
        this.folder = new SegmentFolder(paths, new Folders(root), faults, limits.segmentBytes());
        this.open = new SegmentFiles(paths);
        this.dead = new DeadRecords(paths, faults);
        this.reserve = new Reserve(root);
        this.maxRecordBytes = RecordHeader.recordBytes(limits.blobBytes(), LARGEST_BLOCK_BYTES);
    }

    /**
     * Opens the store below {@code root}, making the folder if need be. Costs the same whatever is stored.
     *
     * @param bandwidth of looking for orphans, and of all other work in the background
     */
    public static SegmentedBlobStore open(Path root, SegmentLimits limits, FaultPoints faults, Bandwidth bandwidth) {
        return new SegmentedBlobStore(root, limits, faults, bandwidth);
    }

    @Override
    public BlobWriter create(BlobName name, int blockBytes) {
        requireRoom();
        return files.create(name, blockBytes);
    }

    @Override
    public BlobWriter create(Region region, UUID id, int blockBytes, long expectedBytes) {
        BlobName name = new BlobName(region, id);
        if (blockBytes < 1) {
            throw new IllegalArgumentException("blocks of " + blockBytes + " bytes");
        }
        requireRoom();
        long expected = Math.max(0, expectedBytes);
        long recordBytes = RecordHeader.recordBytes(expected, blockBytes);
        if (expected > limits.blobBytes() || recordBytes > maxRecordBytes || !memory.tryTake(recordBytes)) {
            return files.create(name, blockBytes);
        }
        try {
            faults.reach(FaultPoint.BLOB_CREATE);
            return new SegmentBlobWriter(this, name, blockBytes, (int) expected, recordBytes);
        } catch (IOException e) {
            memory.giveBack(recordBytes);
            throw device.onWrite(name, e);
        }
    }

    private void requireRoom() {
        if (reserve.isOpen()) {
            throw DeviceFaults.noRoom();
        }
    }

    @Override
    public BlobReader open(BlobName name) {
        if (name.location().isEmpty()) {
            return files.open(name);
        }
        try {
            return SegmentBlobReader.of(name, open.lease(SegmentId.of(name)), device);
        } catch (NoSuchFileException e) {
            throw new BlobMissingException(name);
        } catch (IOException e) {
            throw device.onRead(name, e);
        }
    }

    @Override
    public boolean delete(BlobName name) {
        if (name.location().isEmpty()) {
            return files.delete(name);
        }
        SegmentId id = SegmentId.of(name);
        try {
            if (!Files.exists(paths.file(id))) {
                return false;
            }
            dead.add(id, SegmentId.location(name));
            return true;
        } catch (IOException e) {
            visited.forget(id);
            throw new BlobException("blob " + name + " could not be deleted", e);
        }
    }

    @Override
    public void forEachOlderThan(Region region, Instant limit, Consumer<BlobName> visitor) {
        files.forEachOlderThan(region, limit, visitor);
        try {
            for (SegmentId id : paths.all(region)) {
                visit(id, limit, visitor);
            }
        } catch (IOException e) {
            throw new BlobException("the blobs of " + region + " could not be listed", e);
        }
    }

    @Override
    public void forEachSuspect(Region region, Instant limit, Consumer<BlobName> visitor) {
        files.forEachOlderThan(region, limit, visitor);
        try {
            for (SegmentId id : paths.all(region)) {
                if (!visited.contains(id)) {
                    if (!bandwidth.take(Files.size(paths.file(id)))) {
                        return;
                    }
                    visit(id, limit, visitor);
                }
            }
        } catch (NoSuchFileException e) {
            return; // compacted meanwhile; the rest comes next time
        } catch (IOException e) {
            throw new BlobException("the blobs of " + region + " could not be listed", e);
        }
    }

    private void visit(SegmentId id, Instant limit, Consumer<BlobName> visitor) throws IOException {
        try (SegmentFiles.Lease lease = open.lease(id)) {
            Map<Integer, Integer> deleted = dead.of(id);
            Optional<Integer> end =
                    Optional.ofNullable(appenders.get(id.region())).flatMap(a -> a.endOf(id));
            Optional<SegmentFrame> seal = end.isPresent() ? Optional.empty() : SegmentWalk.seal(lease.channel(), id);
            SegmentWalk walk = end.isPresent()
                    ? new SegmentWalk(
                            lease.channel(),
                            id,
                            Math.min(end.get(), lease.channel().size()))
                    : SegmentWalk.all(lease.channel(), id, seal);
            boolean allOld = true;
            for (Optional<RecordHeader> found = walk.next(); found.isPresent(); found = walk.next()) {
                RecordHeader header = found.get();
                boolean old = header.committed().isBefore(limit);
                allOld &= old;
                if (old && !deleted.containsKey(header.offset())) {
                    visitor.accept(header.name(id.region()));
                }
            }
            if (seal.isPresent() && allOld) {
                visited.add(id);
            }
        } catch (NoSuchFileException e) {
            return; // compacted meanwhile
        }
    }

    /** Seals what is open, and goes on with new segments. */
    public void roll() {
        appenders.values().forEach(appender -> appender.rollIf(segment -> true));
    }

    /** Seals open segments that are large and mostly dead, so that they can be compacted. */
    void rollWasteful() {
        appenders.forEach((region, appender) -> {
            Map<SegmentId, Long> deadBytes = dead.bytes(region);
            appender.rollIf(segment -> segment.end() >= OpenSegment.CHUNK_BYTES
                    && 2 * deadBytes.getOrDefault(segment.id(), 0L) > segment.end());
        });
    }

    /** How often segments have been synced. */
    public long syncs() {
        return folder.syncs();
    }

    /** Seals what is open. */
    @Override
    public void close() {
        appenders.values().forEach(SegmentAppender::close);
        try {
            open.close();
        } catch (IOException e) {
            throw new BlobException("the blob store " + paths.root() + " could not be closed", e);
        } finally {
            files.close();
        }
    }

    SegmentAppender appender(Region region) {
        return appenders.computeIfAbsent(region, r -> new SegmentAppender(r, folder));
    }

    PendingMemory memory() {
        return memory;
    }

    long maxRecordBytes() {
        return maxRecordBytes;
    }

    Reserve reserve() {
        return reserve;
    }

    Bandwidth bandwidth() {
        return bandwidth;
    }

    FileBlobStore files() {
        return files;
    }

    SegmentPaths paths() {
        return paths;
    }

    SegmentFolder folder() {
        return folder;
    }

    SegmentFiles segments() {
        return open;
    }

    DeadRecords dead() {
        return dead;
    }

    FaultPoints faults() {
        return faults;
    }

    DeviceFaults device() {
        return device;
    }
}

package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobReferences;
import dev.coffer.storage.blob.device.DeviceFaults;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a store of segments needs now and then: recovery of what dead processes left open, compaction, scrubbing. All of it
 * in the background, under one bandwidth, and for a region by one process at a time.
 */
public final class SegmentUpkeep {
    private final SegmentedBlobStore store;
    private final BlobReferences references;
    private final UpkeepCounts counts = new UpkeepCounts();
    private final Set<Region> loaded = ConcurrentHashMap.newKeySet();

    /** @param references to the store's blobs */
    public SegmentUpkeep(SegmentedBlobStore store, BlobReferences references) {
        this.store = store;
        this.references = references;
    }

    /** What it has done. */
    public UpkeepCounts counts() {
        return counts;
    }

    /** Seals what dead processes left open; how many segments that were. */
    public int recover(Region region) {
        return alone(region, () -> new SegmentRecovery(store).recover(region));
    }

    /**
     * Recovers, then takes dead space back. On a full disk it uses the store's reserve.
     *
     * @param doubtful a blob committed since then which nothing names may still come to be named
     */
    public void compact(Region region, Instant doubtful) {
        store.rollWasteful();
        alone(region, () -> {
            try {
                recoverAndCompact(region, doubtful);
            } catch (IOException e) {
                if (!DeviceFaults.saysNoRoom(e) || !store.reserve().open()) {
                    throw e;
                }
                recoverAndCompact(region, doubtful);
            } finally {
                store.reserve().fill();
            }
            return 0;
        });
    }

    private void recoverAndCompact(Region region, Instant doubtful) throws IOException {
        new SegmentRecovery(store).recover(region);
        if (loaded.add(region)) {
            store.dead().load(region);
        }
        new Compaction(store, region, references, doubtful, counts).run();
    }

    /** Compares all checksums of a region. */
    public void scrub(Region region) {
        try {
            new Scrub(store, region, counts).run();
        } catch (IOException e) {
            throw new BlobException("scrubbing of " + region + " failed", e);
        }
    }

    private interface Work {
        int run() throws IOException;
    }

    private int alone(Region region, Work work) {
        Path folder = store.paths().region(region);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("upkeep.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            return lock == null ? 0 : work.run();
        } catch (IOException e) {
            throw DeviceFaults.saysNoRoom(e)
                    ? new BlobException("there is no room for compaction in " + region, e)
                    : new BlobException("upkeep of " + region + " failed", e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process itself
        }
    }
}

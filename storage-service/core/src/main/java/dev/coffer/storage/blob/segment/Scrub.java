package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobMissingException;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares the checksums of everything that is stored, to find what decays before somebody asks for it. Says what is bad
 * and changes nothing. Begins with another segment each time, as a pass may take longer than the process lives.
 */
final class Scrub {
    private static final Logger LOG = Logger.getLogger(Scrub.class.getName());
    private static final int BUFFER_BYTES = 256 * 1024;

    private final SegmentedBlobStore store;
    private final Region region;
    private final UpkeepCounts counts;
    private boolean stopped;

    Scrub(SegmentedBlobStore store, Region region, UpkeepCounts counts) {
        this.store = store;
        this.region = region;
        this.counts = counts;
    }

    /** One pass over the region. */
    void run() throws IOException {
        List<SegmentId> segments = new java.util.ArrayList<>(store.paths().all(region));
        Collections.shuffle(segments);
        for (SegmentId id : segments) {
            if (stopped) {
                return;
            }
            scrub(id);
        }
        store.files().forEachOlderThan(region, Instant.now(), this::scrubFile);
    }

    private void scrub(SegmentId id) throws IOException {
        try (SegmentFiles.Lease lease = store.segments().lease(id)) {
            Optional<SegmentFrame> seal = SegmentWalk.seal(lease.channel(), id);
            if (seal.isEmpty()) {
                return; // still written
            }
            Map<Integer, Integer> dead = store.dead().of(id);
            SegmentWalk walk = SegmentWalk.all(lease.channel(), id, seal);
            int records = 0;
            for (Optional<RecordHeader> found = walk.next(); found.isPresent() && !stopped; found = walk.next()) {
                records++;
                RecordHeader header = found.get();
                if (take(header.recordBytes())
                        && !dead.containsKey(header.offset())
                        && !RecordCheck.isSound(lease.channel(), region, header)) {
                    report(1, header.name(region) + " does not match its checksums");
                }
            }
            if (!stopped && records < seal.get().records()) {
                int lost = seal.get().records() - records;
                report(lost, id + " has lost the headers of " + lost + " records");
            }
        } catch (NoSuchFileException e) {
            return; // compacted meanwhile
        }
    }

    private void scrubFile(BlobName name) {
        if (stopped) {
            return;
        }
        try (BlobReader reader = store.files().open(name)) {
            int blocks = Math.max(1, BUFFER_BYTES / reader.blockBytes());
            ByteBuffer buffer =
                    ByteBuffer.allocate((int) Math.min(reader.length(), (long) blocks * reader.blockBytes()));
            long all = (reader.length() + reader.blockBytes() - 1) / reader.blockBytes();
            for (long block = 0; block < all && take(buffer.capacity()); block += blocks) {
                buffer.clear();
                buffer.limit((int) Math.min(buffer.capacity(), reader.length() - block * reader.blockBytes()));
                reader.read(block, buffer);
            }
        } catch (BlobMissingException e) {
            return; // deleted meanwhile
        } catch (BlobCorruptException e) {
            report(1, String.valueOf(e.getMessage()));
        }
    }

    private boolean take(long bytes) {
        stopped |= !store.bandwidth().take(bytes);
        counts.scrubbed(stopped ? 0 : bytes);
        return !stopped;
    }

    private void report(int blobs, String what) {
        counts.corrupt(blobs);
        LOG.log(Level.SEVERE, () -> "COFFER-STORAGE-025 scrubbing: " + what);
    }
}

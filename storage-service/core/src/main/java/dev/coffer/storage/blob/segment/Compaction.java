package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReferences;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Moves what is wanted out of a segment that is mostly dead. A batch at a time: copies are appended and synced, then the
 * metadata changes their locations, comparing and setting, in one transaction. Whatever cuts it off, each blob is where the
 * metadata says, and a copy that nothing names is an orphan like any other.
 *
 * <p>The segment is removed only by a run that finds nothing in it that is wanted or may come to be: so a reader who read a
 * location from the metadata before it changed has the time until the next run to open it. (After that he finds the blob
 * missing, and looks the location up anew.)
 */
final class Compaction {
    private static final Logger LOG = Logger.getLogger(Compaction.class.getName());
    private static final int BATCH_RECORDS = 500;
    private static final long BATCH_BYTES = 4 << 20;
    private static final double LEAST_LIVE_SHARE = 0.5;

    private final SegmentedBlobStore store;
    private final Region region;
    private final BlobReferences references;
    private final Instant doubtful;
    private final UpkeepCounts counts;

    /** @param doubtful a blob committed since then which nothing names may still come to be named */
    Compaction(
            SegmentedBlobStore store, Region region, BlobReferences references, Instant doubtful, UpkeepCounts counts) {
        this.store = store;
        this.region = region;
        this.references = references;
        this.doubtful = doubtful;
        this.counts = counts;
    }

    /** Looks at every segment that may be mostly dead, those with most to gain first. */
    void run() throws IOException {
        List<Map.Entry<SegmentId, Long>> byGain =
                new ArrayList<>(store.dead().bytes(region).entrySet());
        byGain.sort(Map.Entry.<SegmentId, Long>comparingByValue(Comparator.reverseOrder()));
        try (SegmentAppender target = new SegmentAppender(region, store.folder())) {
            for (Map.Entry<SegmentId, Long> candidate : byGain) {
                if (!compact(candidate.getKey(), candidate.getValue(), target)) {
                    return;
                }
            }
        }
    }

    /** Whether to go on. */
    private boolean compact(SegmentId id, long deadBytes, SegmentAppender target) throws IOException {
        try (SegmentFiles.Lease lease = store.segments().lease(id)) {
            long size = lease.channel().size();
            if (SegmentWalk.seal(lease.channel(), id).isEmpty() || size - deadBytes > size * LEAST_LIVE_SHARE) {
                return true;
            }
            Run run = new Run(id, lease, target);
            if (!run.moveAll()) {
                return false;
            }
            if (run.kept == 0) {
                remove(id);
            } else {
                store.dead().refresh(id);
            }
            return true;
        } catch (NoSuchFileException e) {
            store.dead().forget(id);
            store.segments().forget(id);
            return true;
        }
    }

    private void remove(SegmentId id) throws IOException {
        store.faults().reach(FaultPoint.COMPACTION_REMOVE);
        Files.deleteIfExists(store.paths().file(id));
        store.segments().forget(id);
        store.dead().forget(id);
        counts.removedSegment();
    }

    /** One segment's. */
    private final class Run {
        private final SegmentId id;
        private final SegmentFiles.Lease lease;
        private final SegmentAppender target;
        private final Map<Integer, Integer> dead;
        /** How many records were wanted, or may come to be, when they were looked at. */
        private int kept;

        Run(SegmentId id, SegmentFiles.Lease lease, SegmentAppender target) throws IOException {
            this.id = id;
            this.lease = lease;
            this.target = target;
            this.dead = store.dead().of(id);
        }

        /** False if upkeep is to end. */
        boolean moveAll() throws IOException {
            SegmentWalk walk = SegmentWalk.all(lease.channel(), id);
            List<RecordHeader> batch = new ArrayList<>();
            long bytes = 0;
            for (Optional<RecordHeader> found = walk.next(); found.isPresent(); found = walk.next()) {
                batch.add(found.get());
                bytes += found.get().recordBytes();
                if (batch.size() == BATCH_RECORDS || bytes >= BATCH_BYTES) {
                    if (!move(batch)) {
                        return false;
                    }
                    batch.clear();
                    bytes = 0;
                }
            }
            return batch.isEmpty() || move(batch);
        }

        private boolean move(List<RecordHeader> batch) throws IOException {
            Set<BlobName> named = references.named(
                    region, batch.stream().map(h -> h.name(region)).toList());
            List<RecordHeader> wanted = new ArrayList<>();
            long bytes = 0;
            for (RecordHeader header : batch) {
                if (named.contains(header.name(region))) {
                    kept++;
                    wanted.add(header);
                    bytes += header.recordBytes();
                } else if (!dead.containsKey(header.offset())
                        && !header.committed().isBefore(doubtful)) {
                    kept++;
                }
            }
            if (!store.bandwidth().take(2 * bytes)) {
                return false;
            }
            if (!wanted.isEmpty()) {
                copy(wanted);
            }
            return true;
        }

        private void copy(List<RecordHeader> wanted) throws IOException {
            Map<BlobName, BlobLocation> moves = new LinkedHashMap<>();
            List<SegmentAppender.Appended> copies = new ArrayList<>();
            try {
                for (RecordHeader header : wanted) {
                    append(header, moves, copies);
                }
                store.faults().reach(FaultPoint.COMPACTION_SYNC);
                Set<OpenSegment> written = new HashSet<>();
                for (SegmentAppender.Appended copy : copies) {
                    if (written.add(copy.segment())) {
                        copy.sync();
                    }
                }
            } finally {
                copies.forEach(SegmentAppender.Appended::close);
            }
            change(moves);
        }

        private void append(
                RecordHeader header, Map<BlobName, BlobLocation> moves, List<SegmentAppender.Appended> copies)
                throws IOException {
            try {
                byte[] record = RecordCheck.read(lease.channel(), region, header);
                SegmentAppender.Appended copy = target.append(RecordBuffer.copy(header, record));
                copies.add(copy);
                moves.put(header.name(region), copy.location());
            } catch (BlobCorruptException e) {
                counts.corrupt(1);
                LOG.log(Level.SEVERE, e, () -> "COFFER-STORAGE-024 " + id + " stays because of a damaged blob");
            }
        }

        private void change(Map<BlobName, BlobLocation> moves) throws IOException {
            store.faults().reach(FaultPoint.COMPACTION_SWITCH);
            Set<BlobName> moved = references.move(region, moves);
            store.faults().reach(FaultPoint.COMPACTION_SWITCHED);
            long bytes = 0;
            for (Map.Entry<BlobName, BlobLocation> move : moves.entrySet()) {
                boolean changed = moved.contains(move.getKey());
                BlobLocation left = changed ? SegmentId.location(move.getKey()) : move.getValue();
                store.dead().add(new SegmentId(region, left.segment()), left);
                bytes += changed ? left.bytes() : 0;
            }
            counts.moved(moved.size(), bytes);
        }
    }
}

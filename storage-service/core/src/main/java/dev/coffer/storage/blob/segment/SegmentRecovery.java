package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.device.Positioned;
import dev.coffer.storage.fault.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Seals the segments that dead processes left open. Nobody waits for that: what was acknowledged can be read without it. A
 * record that was torn is noted as dead; room that was never written is cut off, and nothing else.
 */
final class SegmentRecovery {
    private static final Logger LOG = Logger.getLogger(SegmentRecovery.class.getName());
    private static final int WINDOW_BYTES = 1 << 20;

    private final SegmentedBlobStore store;

    SegmentRecovery(SegmentedBlobStore store) {
        this.store = store;
    }

    /** How many segments of a region it sealed. */
    int recover(Region region) throws IOException {
        int sealed = 0;
        for (SegmentId id : store.paths().marked(region)) {
            Optional<OpenMark> mark = OpenMark.takeOver(store.paths().mark(id));
            if (mark.isPresent()) {
                sealed += recover(id, mark.get()) ? 1 : 0;
            }
        }
        return sealed;
    }

    private boolean recover(SegmentId id, OpenMark mark) throws IOException {
        try (mark) {
            Path file = store.paths().file(id);
            boolean there = Files.exists(file);
            boolean empty = false;
            if (there) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    if (SegmentWalk.seal(channel, id).isEmpty()) {
                        empty = seal(id, channel) == 0;
                    }
                }
            }
            if (empty) {
                Files.deleteIfExists(file);
            }
            mark.remove();
            return there && !empty;
        }
    }

    private int seal(SegmentId id, FileChannel channel) throws IOException {
        SegmentWalk walk = new SegmentWalk(channel, id, channel.size());
        int records = 0;
        int torn = 0;
        for (Optional<RecordHeader> found = walk.next(); found.isPresent(); found = walk.next()) {
            records++;
            if (!RecordCheck.isSound(channel, id.region(), found.get())) {
                torn++;
                store.dead().add(id, found.get().location());
            }
        }
        store.faults().reach(FaultPoint.SEGMENT_SEAL);
        int end = written(channel);
        Positioned.write(channel, new SegmentFrame(SegmentFrame.Kind.SEAL, id.number(), end, records).encode(), end);
        channel.truncate((long) end + SegmentFrame.BYTES);
        channel.force(true);
        int found = records;
        int broken = torn;
        LOG.log(
                Level.INFO,
                () -> "COFFER-STORAGE-023 " + id + " recovered: " + found + " records, " + broken + " of them torn");
        return end - SegmentFrame.BYTES;
    }

    /** Where the last 64 bytes end that are not all zero. */
    private static int written(FileChannel channel) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        for (long end = channel.size(); end > SegmentFrame.BYTES; ) {
            long start = Math.max(0, (end - 1) / WINDOW_BYTES * WINDOW_BYTES);
            window.clear().limit((int) (end - start));
            Positioned.read(channel, window, start);
            for (int i = window.limit() - 1; i >= 0; i--) {
                if (window.get(i) != 0) {
                    long units = (start + i) / RecordHeader.BYTES + 1;
                    return (int) Math.max(SegmentFrame.BYTES, units * RecordHeader.BYTES);
                }
            }
            end = start;
        }
        return SegmentFrame.BYTES;
    }
}

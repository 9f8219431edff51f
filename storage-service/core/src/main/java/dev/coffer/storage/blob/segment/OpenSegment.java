package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.device.GroupSync;
import dev.coffer.storage.blob.device.Positioned;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;

/**
 * A segment that is appended to. Room is reserved by {@link #reserve} one after the other, written by many at once, and
 * synced for all who wait together. What is reserved and never written stays a gap. After a sync that failed nothing can be
 * known of the pages behind it, so nothing is acknowledged there any more.
 *
 * <p>{@link #reserve}, {@link #retire} and {@link #leave} are called under the appender's lock.
 */
final class OpenSegment {
    /** How far ahead room is allocated. */
    static final int CHUNK_BYTES = 8 << 20;

    private final SegmentId id;
    private final Path path;
    private final OpenMark mark;
    private final FileChannel channel;
    private final int maxBytes;
    private final GroupSync sync;
    private long allocated;
    private int end = SegmentFrame.BYTES;
    private int records;
    private int inside;
    private boolean retired;
    private volatile boolean failed;

    private OpenSegment(SegmentId id, Path path, OpenMark mark, FileChannel channel, int maxBytes, LongAdder syncs) {
        this.id = id;
        this.path = path;
        this.mark = mark;
        this.channel = channel;
        this.maxBytes = maxBytes;
        this.sync = new GroupSync(() -> {
            syncs.increment();
            channel.force(false);
        });
    }

    /** Makes the file, with its header durable but not its name. */
    static OpenSegment create(SegmentId id, Path path, OpenMark mark, int maxBytes, LongAdder syncs)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean made = false;
        try {
            OpenSegment segment = new OpenSegment(id, path, mark, channel, maxBytes, syncs);
            segment.allocate(CHUNK_BYTES);
            Positioned.write(channel, new SegmentFrame(SegmentFrame.Kind.HEADER, id.number(), 0, 0).encode(), 0);
            channel.force(true);
            made = true;
            return segment;
        } finally {
            if (!made) {
                channel.close();
                Files.deleteIfExists(path);
            }
        }
    }

    /** Room for a record. */
    final class Slot {
        private final BlobLocation location;

        private Slot(int offset, int bytes) {
            this.location = new BlobLocation(id.number(), offset, bytes);
        }

        BlobLocation location() {
            return location;
        }

        OpenSegment segment() {
            return OpenSegment.this;
        }

        void write(RecordBuffer record) throws IOException {
            Positioned.write(channel, record.at(location), location.offset());
        }
    }

    boolean takes(int bytes) {
        return !retired && !failed && channel.isOpen() && (long) end + bytes + SegmentFrame.BYTES <= maxBytes;
    }

    Slot reserve(int bytes) {
        if (allocated > 0 && (long) end + bytes > allocated) {
            allocate((long) end + bytes + CHUNK_BYTES);
        }
        Slot slot = new Slot(end, bytes);
        end += bytes;
        inside++;
        return slot;
    }

    private void allocate(long bytes) {
        long room = Math.min(bytes, maxBytes);
        allocated = Preallocation.extend(path, room) ? room : 0;
    }

    /** Returns once all that was written before is durable. */
    void sync() throws IOException {
        try {
            sync.sync();
        } catch (IOException | RuntimeException | Error e) {
            failed = true;
            throw e;
        }
        if (failed) {
            throw new IOException("an earlier sync of " + id + " failed");
        }
    }

    /** A writer is done; whether the segment is now to be sealed. */
    boolean leave(boolean wrote) {
        inside--;
        records += wrote ? 1 : 0;
        return retired && inside == 0;
    }

    /** No more appends; whether the segment is to be sealed at once. */
    boolean retire() {
        boolean first = !retired;
        retired = true;
        return first && inside == 0;
    }

    /** Ends the file with a seal behind the last record. Nobody is inside. */
    void seal() throws IOException {
        Positioned.write(channel, new SegmentFrame(SegmentFrame.Kind.SEAL, id.number(), end, records).encode(), end);
        channel.truncate((long) end + SegmentFrame.BYTES);
        channel.force(true);
        channel.close();
        mark.remove();
    }

    /** Gives the segment up; the next start recovers it. */
    void abandon() throws IOException {
        channel.close();
        mark.close();
    }

    SegmentId id() {
        return id;
    }

    int end() {
        return end;
    }
}

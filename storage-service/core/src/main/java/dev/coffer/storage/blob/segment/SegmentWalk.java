package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.device.Positioned;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The records of a segment, from its beginning. What is no record (never written, torn, damaged) is stepped over in steps of
 * 64 bytes, so one that is broken hides no other. A segment may be sealed, and so cut behind its last record, while it is
 * walked. Memory: one window.
 */
final class SegmentWalk {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final SegmentId id;
    private long end;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
    private long windowStart;
    private long position = SegmentFrame.BYTES;

    /** @param end no record reaches beyond it */
    SegmentWalk(FileChannel channel, SegmentId id, long end) {
        this.channel = channel;
        this.id = id;
        this.end = end;
        window.limit(0);
    }

    /** Walks what a segment's seal encloses or, where it has none, all of the file. */
    static SegmentWalk all(FileChannel channel, SegmentId id) throws IOException {
        return all(channel, id, seal(channel, id));
    }

    /** The same, for those who have read the seal. */
    static SegmentWalk all(FileChannel channel, SegmentId id, Optional<SegmentFrame> seal) throws IOException {
        return new SegmentWalk(channel, id, seal.isPresent() ? seal.get().offset() : channel.size());
    }

    /** The segment's seal, if it has one. */
    static Optional<SegmentFrame> seal(FileChannel channel, SegmentId id) throws IOException {
        for (long size = channel.size(); size >= 2 * SegmentFrame.BYTES; size = channel.size()) {
            long offset = size - SegmentFrame.BYTES;
            ByteBuffer bytes = ByteBuffer.allocate(SegmentFrame.BYTES);
            try {
                Positioned.read(channel, bytes, offset);
                return SegmentFrame.decode(bytes, SegmentFrame.Kind.SEAL, id.number(), Math.toIntExact(offset));
            } catch (EOFException e) {
                requireCut(channel, size, e); // sealed just now: its end is elsewhere
            }
        }
        return Optional.empty();
    }

    private static void requireCut(FileChannel channel, long before, EOFException end) throws IOException {
        if (channel.size() >= before) {
            throw end;
        }
    }

    /** The next record's header; none at the end. */
    Optional<RecordHeader> next() throws IOException {
        while (position + RecordHeader.BYTES <= end) {
            Optional<RecordHeader> found = RecordHeader.decode(window(), (int) (position - windowStart))
                    .filter(h ->
                            h.segment() == id.number() && h.offset() == position && position + h.recordBytes() <= end);
            if (found.isPresent()) {
                position += found.get().recordBytes();
                return found;
            }
            position += RecordHeader.BYTES;
        }
        return Optional.empty();
    }

    /** A window in which the header at the position lies wholly; what a cut has taken reads as never written. */
    private ByteBuffer window() throws IOException {
        if (position < windowStart || position + RecordHeader.BYTES > windowStart + window.limit()) {
            windowStart = position;
            try {
                window.clear().limit((int) Math.min(WINDOW_BYTES, end - position));
                Positioned.read(channel, window, position);
            } catch (EOFException e) {
                requireCut(channel, end, e);
                Arrays.fill(window.array(), window.position(), window.limit(), (byte) 0);
                end = Math.max(channel.size(), position);
            }
        }
        return window;
    }
}

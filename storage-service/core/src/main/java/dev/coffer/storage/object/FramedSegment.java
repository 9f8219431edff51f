package dev.coffer.storage.object;

import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.frame.FrameDecryptor;
import dev.coffer.envelope.frame.FrameLayout;
import dev.coffer.envelope.frame.FrameRange;
import dev.coffer.storage.blob.BlobReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A span of a blob that holds frames, a frame a block. At least one frame is opened, also for a span of no bytes. A frame's
 * tag says more than its block's checksum would, which therefore is only looked at to tell a damaged disk from tampering.
 */
final class FramedSegment implements SegmentReader {
    /** Frames that are read at once. */
    private static final int READ = 2;

    private final BlobReader blob;
    private final FrameDecryptor frames;
    private final ByteBuffer stored;
    private final ByteBuffer plaintext;
    private final long lastFrame;
    private long frame;
    private long unread;
    private int skip;
    private long left;

    FramedSegment(BlobReader blob, FrameDecryptor frames, Span within) {
        this.blob = blob;
        this.frames = frames;
        FrameRange range = frames.layout().range(within.offset(), within.length());
        this.frame = range.firstFrame();
        this.unread = frame;
        this.lastFrame = range.lastFrame();
        this.skip = range.skip();
        this.left = within.length();
        int largest = frames.layout().storedBytes(frame);
        this.stored = ByteBuffer.allocate((int) Math.min((long) READ * largest, range.storedBytes()))
                .flip();
        this.plaintext = ByteBuffer.allocate(largest);
    }

    @Override
    public @Nullable ByteBuffer next() {
        while (frame <= lastFrame) {
            open(frame++);
            plaintext.position(skip).limit((int) Math.min(plaintext.limit(), skip + left));
            skip = 0;
            left -= plaintext.remaining();
            if (plaintext.hasRemaining()) {
                return plaintext;
            }
        }
        return null;
    }

    private void open(long index) {
        if (index == unread) {
            read();
        }
        int length = frames.layout().storedBytes(index);
        ByteBuffer one = stored.slice(stored.position(), length);
        stored.position(stored.position() + length);
        try {
            frames.decrypt(index, one, plaintext.clear());
        } catch (CiphertextRejectedException e) {
            blob.read(index, ByteBuffer.allocate(length)); // throws if it is the disk's fault
            throw e;
        }
        plaintext.flip();
    }

    private void read() {
        FrameLayout layout = frames.layout();
        long from = unread;
        stored.clear();
        int bytes = 0;
        while (unread <= lastFrame && bytes + layout.storedBytes(unread) <= stored.capacity()) {
            bytes += layout.storedBytes(unread++);
        }
        blob.readUnchecked(from, stored.limit(bytes));
        stored.flip();
    }

    @Override
    public void close() {
        blob.close();
    }
}

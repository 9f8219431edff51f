package dev.coffer.storage.object;

import dev.coffer.envelope.frame.FrameDecryptor;
import dev.coffer.envelope.frame.FrameRange;
import dev.coffer.storage.blob.BlobReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A span of a blob that holds frames, a frame a block. At least one frame is opened, also for a span of no bytes. */
final class FramedSegment implements SegmentReader {
    private final BlobReader blob;
    private final FrameDecryptor frames;
    private final ByteBuffer stored;
    private final ByteBuffer plaintext;
    private final long lastFrame;
    private long frame;
    private int skip;
    private long left;

    FramedSegment(BlobReader blob, FrameDecryptor frames, Span within) {
        this.blob = blob;
        this.frames = frames;
        FrameRange range = frames.layout().range(within.offset(), within.length());
        this.frame = range.firstFrame();
        this.lastFrame = range.lastFrame();
        this.skip = range.skip();
        this.left = within.length();
        int largest = frames.layout().storedBytes(frame);
        this.stored = ByteBuffer.allocate(largest);
        this.plaintext = ByteBuffer.allocate(largest);
    }

    @Override
    public @Nullable ByteBuffer next() {
        while (frame <= lastFrame) {
            stored.clear().limit(frames.layout().storedBytes(frame));
            blob.read(frame, stored);
            frames.decrypt(frame, stored.flip(), plaintext.clear());
            plaintext.flip();
            frame++;
            plaintext.position(skip).limit((int) Math.min(plaintext.limit(), skip + left));
            skip = 0;
            left -= plaintext.remaining();
            if (plaintext.hasRemaining()) {
                return plaintext;
            }
        }
        return null;
    }

    @Override
    public void close() {
        blob.close();
    }
}

package dev.coffer.storage.object;

import dev.coffer.storage.blob.BlobReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A span of a blob that holds plaintext. Whole blocks are read, so that their checksums count. */
final class PlainSegment implements SegmentReader {
    private static final int BLOCKS = 2;

    private final BlobReader blob;
    private final ByteBuffer buffer;
    private long block;
    private int skip;
    private long left;

    PlainSegment(BlobReader blob, Span within) {
        this.blob = blob;
        this.block = within.offset() / blob.blockBytes();
        this.skip = (int) (within.offset() % blob.blockBytes());
        this.left = within.length();
        this.buffer = ByteBuffer.allocate((int) Math.min((long) BLOCKS * blob.blockBytes(), blob.length()));
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (left == 0) {
            return null;
        }
        long touched = (skip + left + blob.blockBytes() - 1) / blob.blockBytes() * blob.blockBytes();
        long there = blob.length() - block * blob.blockBytes();
        buffer.clear().limit((int) Math.min(buffer.capacity(), Math.min(touched, there)));
        blob.read(block, buffer);
        buffer.flip();
        block += BLOCKS;
        buffer.position(skip).limit((int) Math.min(buffer.limit(), skip + left));
        skip = 0;
        left -= buffer.remaining();
        return buffer;
    }

    @Override
    public void close() {
        blob.close();
    }
}

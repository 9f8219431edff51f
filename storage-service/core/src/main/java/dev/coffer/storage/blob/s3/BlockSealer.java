package dev.coffer.storage.blob.s3;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Puts each block's CRC32C behind it. */
final class BlockSealer {
    private final int blockBytes;
    private final Consumer<ByteBuffer> target;
    private final CRC32C current = new CRC32C();
    private int inCurrent;
    private long length;

    /** @param target takes all bytes of what it is given */
    BlockSealer(int blockBytes, Consumer<ByteBuffer> target) {
        this.blockBytes = blockBytes;
        this.target = target;
    }

    /** Takes all of {@code bytes}. */
    void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int take = Math.min(bytes.remaining(), blockBytes - inCurrent);
            ByteBuffer piece = bytes.slice(bytes.position(), take);
            bytes.position(bytes.position() + take);
            current.update(piece.duplicate());
            target.accept(piece);
            inCurrent += take;
            length += take;
            if (inCurrent == blockBytes) {
                endBlock();
            }
        }
    }

    /** Ends the last block; how many bytes it was given in all. */
    long finish() {
        if (inCurrent > 0) {
            endBlock();
        }
        return length;
    }

    private void endBlock() {
        target.accept(ByteBuffer.allocate(BlobTrailer.CHECKSUM_BYTES)
                .putInt((int) current.getValue())
                .flip());
        current.reset();
        inCurrent = 0;
    }
}

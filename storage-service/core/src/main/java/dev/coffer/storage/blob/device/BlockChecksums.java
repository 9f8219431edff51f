package dev.coffer.storage.blob.device;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC32C of each block of a blob, gathered while its bytes pass by. */
public final class BlockChecksums {
    private final int blockBytes;
    private final CRC32C current = new CRC32C();
    private int inCurrent;
    private ByteBuffer done = ByteBuffer.allocate(16);

    public BlockChecksums(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    /** Takes {@code bytes} into account and leaves its position alone. */
    public void update(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
            int take = Math.min(rest.remaining(), blockBytes - inCurrent);
            current.update(rest.slice(rest.position(), take));
            rest.position(rest.position() + take);
            inCurrent += take;
            if (inCurrent == blockBytes) {
                endBlock();
            }
        }
    }

    /** All checksums, ready to be written. */
    public ByteBuffer finish() {
        if (inCurrent > 0) {
            endBlock();
        }
        return done.flip();
    }

    private void endBlock() {
        if (!done.hasRemaining()) {
            done = ByteBuffer.allocate(done.capacity() * 2).put(done.flip());
        }
        done.putInt((int) current.getValue());
        current.reset();
        inCurrent = 0;
    }
}

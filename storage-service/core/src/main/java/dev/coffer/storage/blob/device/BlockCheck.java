package dev.coffer.storage.blob.device;

import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobName;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Compares blocks with their checksums. For one thread. */
public final class BlockCheck {
    private final int blockBytes;
    private final CRC32C crc = new CRC32C();

    /** @param blockBytes of each but the last */
    public BlockCheck(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    /**
     * Takes all of {@code payload}, which begins with block {@code firstBlock}, and its checksums.
     *
     * @throws BlobCorruptException if a block is not what was written
     */
    public void verify(BlobName name, long firstBlock, ByteBuffer payload, ByteBuffer checksums) {
        for (long block = firstBlock; payload.hasRemaining(); block++) {
            int length = Math.min(blockBytes, payload.remaining());
            crc.reset();
            crc.update(payload.slice(payload.position(), length));
            payload.position(payload.position() + length);
            if ((int) crc.getValue() != checksums.getInt()) {
                throw new BlobCorruptException(name, "checksum of block " + block);
            }
        }
    }
}

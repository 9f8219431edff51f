package dev.coffer.aws.checksum;

import java.nio.ByteBuffer;
import java.util.zip.Checksum;
import software.amazon.awssdk.crt.checksums.CRC64NVME;

/** aws-crt's CRC-64/NVME, which takes arrays only: bytes outside the heap go over in pieces. */
final class NativeCrc64Nvme implements Checksum {
    private static final int PIECE = 16 * 1024;

    private final CRC64NVME crc = new CRC64NVME();
    private byte[] piece = new byte[0];

    @Override
    public void update(int b) {
        crc.update(b);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        if (length > 0) {
            crc.update(bytes, offset, length);
        }
    }

    @Override
    public void update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        if (piece.length == 0) {
            piece = new byte[PIECE];
        }
        while (bytes.hasRemaining()) {
            int length = Math.min(PIECE, bytes.remaining());
            bytes.get(piece, 0, length);
            update(piece, 0, length);
        }
    }

    @Override
    public long getValue() {
        return crc.getValue();
    }

    @Override
    public void reset() {
        crc.reset();
    }
}

package dev.coffer.aws.checksum;

import java.nio.ByteBuffer;
import java.util.zip.Checksum;

/** A CRC by one of the JDK's or aws-crt's implementations. */
final class CrcChecksum implements RunningChecksum {
    private final Checksum crc;
    private final int bytes;

    CrcChecksum(Checksum crc, int bytes) {
        this.crc = crc;
        this.bytes = bytes;
    }

    @Override
    public void update(ByteBuffer piece) {
        crc.update(piece.duplicate());
    }

    @Override
    public byte[] value() {
        return Crc.bigEndian(crc.getValue(), bytes);
    }
}

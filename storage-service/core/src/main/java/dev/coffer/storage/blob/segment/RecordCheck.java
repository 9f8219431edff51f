package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.device.BlockCheck;
import dev.coffer.storage.blob.device.Positioned;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Whole records, with every checksum compared. */
final class RecordCheck {
    private RecordCheck() {}

    /**
     * A record's bytes.
     *
     * @throws BlobCorruptException if they are not what was written
     */
    static byte[] read(FileChannel channel, Region region, RecordHeader header) throws IOException {
        byte[] record = new byte[header.recordBytes()];
        try {
            Positioned.read(channel, ByteBuffer.wrap(record), header.offset());
        } catch (EOFException e) {
            throw new BlobCorruptException(header.name(region), "its segment ends early");
        }
        new BlockCheck(header.blockBytes())
                .verify(
                        header.name(region),
                        0,
                        ByteBuffer.wrap(record, RecordHeader.BYTES, header.length()),
                        ByteBuffer.wrap(record, header.checksumPosition(0), header.blocks() * Integer.BYTES));
        return record;
    }

    /** Whether a record is as it was written. */
    static boolean isSound(FileChannel channel, Region region, RecordHeader header) throws IOException {
        try {
            read(channel, region, header);
            return true;
        } catch (BlobCorruptException e) {
            return false;
        }
    }
}

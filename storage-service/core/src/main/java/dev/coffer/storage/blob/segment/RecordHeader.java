package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a blob's record in a segment. Version 1, big-endian:
 *
 * <table>
 * <caption>A record; its bytes are a multiple of 64</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>4</td><td>{@code CfRc}</td></tr>
 * <tr><td>4</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>5</td><td>3</td><td>zero</td></tr>
 * <tr><td>8</td><td>4</td><td>block size</td></tr>
 * <tr><td>12</td><td>4</td><td>payload length</td></tr>
 * <tr><td>16</td><td>16</td><td>the blob's id</td></tr>
 * <tr><td>32</td><td>8</td><td>when it was committed, in milliseconds since 1970</td></tr>
 * <tr><td>40</td><td>4</td><td>the segment's number</td></tr>
 * <tr><td>44</td><td>4</td><td>the record's offset in the segment</td></tr>
 * <tr><td>48</td><td>12</td><td>zero</td></tr>
 * <tr><td>60</td><td>4</td><td>CRC32C of the 60 bytes before</td></tr>
 * <tr><td>64</td><td>payload length</td><td>payload</td></tr>
 * <tr><td>then</td><td>4 for each block</td><td>CRC32C of the block</td></tr>
 * <tr><td>then</td><td>0 to 63</td><td>zero</td></tr>
 * </table>
 *
 * <p>That a record says where it is keeps leftovers and misdirected writes from being taken for records.
 *
 * @param blockBytes at least 1
 * @param length the payload's bytes
 * @param offset a multiple of {@link BlobLocation#UNIT_BYTES}
 */
record RecordHeader(UUID id, int blockBytes, int length, Instant committed, int segment, int offset) {
    static final int BYTES = 64;
    static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int MAGIC = 0x43665263;
    private static final byte VERSION = 1;
    private static final int CHECKED = BYTES - CHECKSUM_BYTES;

    /** The whole record's bytes. */
    static long recordBytes(long length, int blockBytes) {
        return roundedUp(BYTES + length + blocks(length, blockBytes) * CHECKSUM_BYTES);
    }

    static long blocks(long length, int blockBytes) {
        return (length + blockBytes - 1) / blockBytes;
    }

    private static long roundedUp(long bytes) {
        return (bytes + BlobLocation.UNIT_BYTES - 1) / BlobLocation.UNIT_BYTES * BlobLocation.UNIT_BYTES;
    }

    int recordBytes() {
        return (int) recordBytes(length, blockBytes);
    }

    int blocks() {
        return (int) blocks(length, blockBytes);
    }

    /** Where in the record the checksum of block {@code index} is. */
    int checksumPosition(long index) {
        return (int) (BYTES + length + index * CHECKSUM_BYTES);
    }

    BlobLocation location() {
        return new BlobLocation(segment, offset, recordBytes());
    }

    BlobName name(dev.coffer.aws.Region region) {
        return new BlobName(region, id, Optional.of(location()));
    }

    RecordHeader at(int newSegment, int newOffset) {
        return new RecordHeader(id, blockBytes, length, committed, newSegment, newOffset);
    }

    /** Puts the header at {@code index}. */
    void encode(ByteBuffer into, int index) {
        into.putInt(index, MAGIC)
                .putInt(index + 4, VERSION << 24)
                .putInt(index + 8, blockBytes)
                .putInt(index + 12, length)
                .putLong(index + 16, id.getMostSignificantBits())
                .putLong(index + 24, id.getLeastSignificantBits())
                .putLong(index + 32, committed.toEpochMilli())
                .putInt(index + 40, segment)
                .putInt(index + 44, offset)
                .putInt(index + 48, 0)
                .putLong(index + 52, 0)
                .putInt(index + CHECKED, checksum(into, index));
    }

    /** The header at {@code index}, or none if these bytes are not a whole and undamaged one. */
    static Optional<RecordHeader> decode(ByteBuffer in, int index) {
        if (in.getInt(index) != MAGIC
                || in.getInt(index + CHECKED) != checksum(in, index)
                || in.get(index + 4) != VERSION) {
            return Optional.empty();
        }
        RecordHeader header = new RecordHeader(
                new UUID(in.getLong(index + 16), in.getLong(index + 24)),
                in.getInt(index + 8),
                in.getInt(index + 12),
                Instant.ofEpochMilli(in.getLong(index + 32)),
                in.getInt(index + 40),
                in.getInt(index + 44));
        boolean sound = header.blockBytes >= 1
                && header.length >= 0
                && recordBytes(header.length, header.blockBytes) <= BlobLocation.MAX_RECORD_BYTES
                && header.offset >= 0
                && header.offset % BlobLocation.UNIT_BYTES == 0;
        return sound ? Optional.of(header) : Optional.empty();
    }

    private static int checksum(ByteBuffer bytes, int index) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(index, CHECKED));
        return (int) crc.getValue();
    }
}

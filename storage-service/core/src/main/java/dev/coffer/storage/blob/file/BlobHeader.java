package dev.coffer.storage.blob.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a blob's file, written last. Version 1, big-endian:
 *
 * <table>
 * <caption>A blob's file</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>8</td><td>{@code CofferBl}</td></tr>
 * <tr><td>8</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>9</td><td>3</td><td>zero</td></tr>
 * <tr><td>12</td><td>4</td><td>block size</td></tr>
 * <tr><td>16</td><td>16</td><td>the blob's id</td></tr>
 * <tr><td>32</td><td>8</td><td>payload length</td></tr>
 * <tr><td>40</td><td>20</td><td>zero</td></tr>
 * <tr><td>60</td><td>4</td><td>CRC32C of the 60 bytes before</td></tr>
 * <tr><td>64</td><td>payload length</td><td>payload</td></tr>
 * <tr><td>then</td><td>4 for each block</td><td>CRC32C of the block</td></tr>
 * </table>
 *
 * @param id the blob's id
 * @param blockBytes at least 1
 * @param length the payload's bytes
 */
record BlobHeader(UUID id, int blockBytes, long length) {
    static final int BYTES = 64;
    static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final byte VERSION = 1;
    private static final byte[] MAGIC = "CofferBl".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED = BYTES - CHECKSUM_BYTES;

    /** The number of blocks; none of an empty blob. */
    long blocks() {
        return (length + blockBytes - 1) / blockBytes;
    }

    /** Where the checksum of block {@code index} lies in the file. */
    long checksumPosition(long index) {
        return BYTES + length + index * CHECKSUM_BYTES;
    }

    /** The whole file's size. */
    long fileBytes() {
        return checksumPosition(blocks());
    }

    /** The header's 64 bytes. */
    byte[] encode() {
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes)
                .put(MAGIC)
                .put(VERSION)
                .putInt(12, blockBytes)
                .putLong(16, id.getMostSignificantBits())
                .putLong(24, id.getLeastSignificantBits())
                .putLong(32, length)
                .putInt(CHECKED, checksum(bytes));
        return bytes;
    }

    /** The header, or none if these bytes are not a whole and undamaged one. */
    static Optional<BlobHeader> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || in.getInt(CHECKED) != checksum(bytes)
                || bytes[MAGIC.length] != VERSION
                || in.getInt(12) < 1
                || in.getLong(32) < 0) {
            return Optional.empty();
        }
        return Optional.of(new BlobHeader(new UUID(in.getLong(16), in.getLong(24)), in.getInt(12), in.getLong(32)));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}

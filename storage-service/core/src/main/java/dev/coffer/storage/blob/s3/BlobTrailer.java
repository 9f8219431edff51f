package dev.coffer.storage.blob.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The last 64 bytes of a blob's object. At its end, because the length of a blob is known only there, and because one read
 * of an object's last bytes fetches a small blob whole. Version 1, big-endian:
 *
 * <table>
 * <caption>A blob's object</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>for each block</td><td>the block, then its CRC32C in 4 bytes</td></tr>
 * <tr><td>then 0</td><td>8</td><td>{@code CofferBo}</td></tr>
 * <tr><td>8</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>9</td><td>3</td><td>zero</td></tr>
 * <tr><td>12</td><td>4</td><td>block size</td></tr>
 * <tr><td>16</td><td>16</td><td>the blob's id</td></tr>
 * <tr><td>32</td><td>8</td><td>payload length</td></tr>
 * <tr><td>40</td><td>16</td><td>which write this is</td></tr>
 * <tr><td>56</td><td>4</td><td>zero</td></tr>
 * <tr><td>60</td><td>4</td><td>CRC32C of the 60 bytes before</td></tr>
 * </table>
 *
 * @param id the blob's id
 * @param blockBytes at least 1
 * @param length the payload's bytes
 * @param write drawn by chance for each write: whether it was ours that succeeded, where the store's answer was lost
 */
record BlobTrailer(UUID id, int blockBytes, long length, UUID write) {
    static final int BYTES = 64;
    static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final byte VERSION = 1;
    private static final byte[] MAGIC = "CofferBo".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED = BYTES - CHECKSUM_BYTES;

    /** Where block {@code index} begins in the object. */
    long position(long index) {
        return index * (blockBytes + CHECKSUM_BYTES);
    }

    /** The whole object's size. */
    long objectBytes() {
        return objectBytes(length, blockBytes);
    }

    /** The size of the object of a blob that is {@code length} bytes long. */
    static long objectBytes(long length, int blockBytes) {
        return length + Math.ceilDiv(length, (long) blockBytes) * CHECKSUM_BYTES + BYTES;
    }

    /** The trailer's 64 bytes. */
    byte[] encode() {
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes)
                .put(MAGIC)
                .put(VERSION)
                .putInt(12, blockBytes)
                .putLong(16, id.getMostSignificantBits())
                .putLong(24, id.getLeastSignificantBits())
                .putLong(32, length)
                .putLong(40, write.getMostSignificantBits())
                .putLong(48, write.getLeastSignificantBits())
                .putInt(CHECKED, checksum(bytes));
        return bytes;
    }

    /** The trailer at the end of {@code bytes}, or none if they don't end with a whole and undamaged one. */
    static Optional<BlobTrailer> decode(byte[] bytes) {
        if (bytes.length < BYTES) {
            return Optional.empty();
        }
        byte[] last = Arrays.copyOfRange(bytes, bytes.length - BYTES, bytes.length);
        ByteBuffer in = ByteBuffer.wrap(last);
        if (!Arrays.equals(last, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || in.getInt(CHECKED) != checksum(last)
                || last[MAGIC.length] != VERSION
                || in.getInt(12) < 1
                || in.getLong(32) < 0) {
            return Optional.empty();
        }
        return Optional.of(new BlobTrailer(
                new UUID(in.getLong(16), in.getLong(24)),
                in.getInt(12),
                in.getLong(32),
                new UUID(in.getLong(40), in.getLong(48))));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}

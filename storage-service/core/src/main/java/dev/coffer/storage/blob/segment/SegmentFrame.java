package dev.coffer.storage.blob.segment;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before and behind a segment's records: 64 bytes each, version 1, big-endian. A segment with a seal behind it
 * is never written again.
 *
 * <table>
 * <caption>Header and seal</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>4</td><td>{@code CfSg} of a header, {@code CfSe} of a seal</td></tr>
 * <tr><td>4</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>5</td><td>3</td><td>zero</td></tr>
 * <tr><td>8</td><td>4</td><td>the segment's number</td></tr>
 * <tr><td>12</td><td>4</td><td>offset of these bytes: 0 of a header, the file's size less 64 of a seal</td></tr>
 * <tr><td>16</td><td>4</td><td>how many records there are; 0 in a header</td></tr>
 * <tr><td>20</td><td>40</td><td>zero</td></tr>
 * <tr><td>60</td><td>4</td><td>CRC32C of the 60 bytes before</td></tr>
 * </table>
 */
record SegmentFrame(Kind kind, int segment, int offset, int records) {
    static final int BYTES = 64;
    private static final byte VERSION = 1;
    private static final int CHECKED = BYTES - Integer.BYTES;

    /** Which of the two. */
    enum Kind {
        HEADER(0x43665367),
        SEAL(0x43665365);

        private final int magic;

        Kind(int magic) {
            this.magic = magic;
        }
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putInt(0, kind.magic)
                .putInt(4, VERSION << 24)
                .putInt(8, segment)
                .putInt(12, offset)
                .putInt(16, records);
        return bytes.putInt(CHECKED, checksum(bytes));
    }

    /** The frame of this kind, segment and offset, or none if these 64 bytes are not one. */
    static Optional<SegmentFrame> decode(ByteBuffer in, Kind kind, int segment, int offset) {
        if (in.getInt(0) != kind.magic
                || in.getInt(CHECKED) != checksum(in)
                || in.get(4) != VERSION
                || in.getInt(8) != segment
                || in.getInt(12) != offset) {
            return Optional.empty();
        }
        return Optional.of(new SegmentFrame(kind, segment, offset, in.getInt(16)));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, CHECKED));
        return (int) crc.getValue();
    }
}

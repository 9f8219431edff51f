package dev.coffer.storage.blob;

/**
 * Where in a segment a blob's record lies. Kept as one number ({@link #packed()}) in the metadata that names the blob, so
 * that finding a blob takes no index of what is stored.
 *
 * @param segment the segment's number, unique in its region, less than 2^28
 * @param offset of the record's first byte, a multiple of {@value #UNIT_BYTES}, less than 64 MiB
 * @param bytes of the whole record, a multiple of {@value #UNIT_BYTES}, less than 2 MiB
 */
public record BlobLocation(int segment, int offset, int bytes) {
    /** Records begin and end at multiples of this. */
    public static final int UNIT_BYTES = 64;
    /** No segment is larger. */
    public static final int MAX_SEGMENT_BYTES = 64 << 20;
    /** No record is larger. */
    public static final int MAX_RECORD_BYTES = (2 << 20) - UNIT_BYTES;
    /** No segment has a higher number. */
    public static final int MAX_SEGMENT = (1 << 28) - 1;

    private static final int OFFSET_BITS = 20;
    private static final int LENGTH_BITS = 15;

    /** Refuses what cannot be packed. */
    public BlobLocation {
        if (segment < 0
                || segment > MAX_SEGMENT
                || offset < 0
                || offset >= MAX_SEGMENT_BYTES
                || offset % UNIT_BYTES != 0
                || bytes <= 0
                || bytes > MAX_RECORD_BYTES
                || bytes % UNIT_BYTES != 0) {
            throw new IllegalArgumentException("segment " + segment + ", " + bytes + " bytes at " + offset);
        }
    }

    /** One number, not negative: from its high bits 28 of the segment, 20 of the offset, 15 of the length in units. */
    public long packed() {
        return ((long) segment << (OFFSET_BITS + LENGTH_BITS))
                | ((long) (offset / UNIT_BYTES) << LENGTH_BITS)
                | (bytes / UNIT_BYTES);
    }

    /**
     * What {@link #packed()} made a number of.
     *
     * @throws IllegalArgumentException if it did not
     */
    public static BlobLocation unpacked(long packed) {
        if (packed < 0) {
            throw new IllegalArgumentException("location " + packed);
        }
        return new BlobLocation(
                (int) (packed >>> (OFFSET_BITS + LENGTH_BITS)),
                (int) ((packed >>> LENGTH_BITS) & ((1 << OFFSET_BITS) - 1)) * UNIT_BYTES,
                (int) (packed & ((1 << LENGTH_BITS) - 1)) * UNIT_BYTES);
    }

    @Override
    public String toString() {
        return segment + "+" + offset;
    }
}

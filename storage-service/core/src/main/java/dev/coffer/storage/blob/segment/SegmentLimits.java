package dev.coffer.storage.blob.segment;

import dev.coffer.storage.blob.BlobLocation;

/**
 * What goes into segments, and how large these get.
 *
 * @param blobBytes blobs of up to so many stored bytes go into segments, larger ones into files of their own; at most 1.5 MiB
 * @param segmentBytes at most {@link BlobLocation#MAX_SEGMENT_BYTES}
 */
public record SegmentLimits(int blobBytes, int segmentBytes) {
    /** What they are unless configured otherwise. */
    public static final SegmentLimits DEFAULT = new SegmentLimits(256 << 10, BlobLocation.MAX_SEGMENT_BYTES);

    private static final int MOST_BLOB_BYTES = 3 << 19;

    /** Refuses what no record or no segment can hold. */
    public SegmentLimits {
        if (blobBytes < 0 || blobBytes > MOST_BLOB_BYTES) {
            throw new IllegalArgumentException("blobs of " + blobBytes + " bytes in segments");
        }
        if (segmentBytes > BlobLocation.MAX_SEGMENT_BYTES || segmentBytes < 2L * blobBytes + 4096) {
            throw new IllegalArgumentException("segments of " + segmentBytes + " bytes");
        }
    }
}

package dev.coffer.envelope.frame;

import static dev.coffer.envelope.frame.FrameFormat.FRAME_BYTES;
import static dev.coffer.envelope.frame.FrameFormat.MAX_PLAINTEXT_BYTES;
import static dev.coffer.envelope.frame.FrameFormat.STORED_FRAME_BYTES;
import static dev.coffer.envelope.frame.FrameFormat.TAG_BYTES;

import dev.coffer.envelope.CiphertextRejectedException;
import java.util.Objects;

/**
 * Where the frames of one stream lie. Offsets of plaintext and of stored bytes turn into each other here only.
 *
 * @param plaintextBytes the stream's length, 0 to {@link FrameFormat#MAX_PLAINTEXT_BYTES}
 */
public record FrameLayout(long plaintextBytes) {

    /** @throws IllegalArgumentException if the length is out of bounds */
    public FrameLayout {
        if (plaintextBytes < 0 || plaintextBytes > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException("stream of " + plaintextBytes + " bytes");
        }
    }

    /** @throws CiphertextRejectedException if no stream has exactly this many stored bytes */
    public static FrameLayout ofStored(long storedBytes) {
        long whole = storedBytes / STORED_FRAME_BYTES;
        long rest = storedBytes % STORED_FRAME_BYTES;
        long plaintext = rest == 0 ? whole * FRAME_BYTES : whole * FRAME_BYTES + rest - TAG_BYTES;
        boolean noFrame = storedBytes <= 0;
        boolean cutTag = rest > 0 && rest < TAG_BYTES;
        boolean emptyFrameBehindOthers = whole > 0 && rest == TAG_BYTES;
        if (noFrame || cutTag || emptyFrameBehindOthers || plaintext > MAX_PLAINTEXT_BYTES) {
            throw new CiphertextRejectedException();
        }
        return new FrameLayout(plaintext);
    }

    /** The number of frames, at least one. */
    public long frames() {
        return Math.max(1, (plaintextBytes + FRAME_BYTES - 1) / FRAME_BYTES);
    }

    /** The length of all frames as they are stored. */
    public long storedBytes() {
        return plaintextBytes + frames() * TAG_BYTES;
    }

    /** Plaintext bytes of frame {@code index}. */
    public int plaintextBytes(long index) {
        Objects.checkIndex(index, frames());
        return isLast(index) ? (int) (plaintextBytes - index * FRAME_BYTES) : FRAME_BYTES;
    }

    /** Stored bytes of frame {@code index}. */
    public int storedBytes(long index) {
        return plaintextBytes(index) + TAG_BYTES;
    }

    /** Whether frame {@code index} is the last. */
    public boolean isLast(long index) {
        return index == frames() - 1;
    }

    /** The frames that hold {@code length} bytes from {@code offset}; at least one frame, also for no bytes. */
    public FrameRange range(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, plaintextBytes);
        long first = Math.min(offset / FRAME_BYTES, frames() - 1);
        long last = length == 0 ? first : (offset + length - 1) / FRAME_BYTES;
        long storedFrom = first * STORED_FRAME_BYTES;
        long storedTo = last * STORED_FRAME_BYTES + storedBytes(last);
        return new FrameRange(
                first, last, storedFrom, storedTo - storedFrom, (int) (offset - first * FRAME_BYTES), length);
    }

    /** All frames. */
    public FrameRange all() {
        return range(0, plaintextBytes);
    }
}

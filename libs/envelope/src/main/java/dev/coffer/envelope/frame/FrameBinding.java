package dev.coffer.envelope.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a stream of frames belongs to. It goes into the derivation of the stream's key and into the additional data of
 * each frame, so that frames of another object, of another part or of an earlier upload of the same part do not open.
 *
 * <p>Canonical form, 37 bytes, big-endian:
 *
 * <table>
 * <caption>Binding</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>1</td><td>{@link FrameFormat#VERSION}</td></tr>
 * <tr><td>1</td><td>16</td><td>object id</td></tr>
 * <tr><td>17</td><td>16</td><td>stream id</td></tr>
 * <tr><td>33</td><td>4</td><td>part number</td></tr>
 * </table>
 *
 * @param objectId the object version's internal id, never reused
 * @param streamId the id of this stream of frames, never reused under one data key: two streams under the same data key
 *     and stream id would repeat nonces. Of an object made by one PUT it is the object id.
 * @param part 1 to 10,000; 0 for an object made by one PUT
 */
public record FrameBinding(UUID objectId, UUID streamId, int part) {
    private static final byte[] LABEL = "coffer object frames".getBytes(StandardCharsets.US_ASCII);
    private static final int CANONICAL_BYTES = 37;

    /** @throws IllegalArgumentException if the part number is out of bounds */
    public FrameBinding {
        if (part < 0 || part > 10_000) {
            throw new IllegalArgumentException("part number " + part);
        }
    }

    /** A whole object in one stream. */
    public static FrameBinding ofObject(UUID objectId) {
        return new FrameBinding(objectId, objectId, 0);
    }

    /** One upload of one part. */
    public static FrameBinding ofPart(UUID objectId, UUID streamId, int part) {
        if (part < 1) {
            throw new IllegalArgumentException("part number " + part);
        }
        return new FrameBinding(objectId, streamId, part);
    }

    /** The additional authenticated data of each frame. */
    byte[] additionalData() {
        byte[] bytes = new byte[CANONICAL_BYTES];
        write(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** The {@code info} of HKDF-Expand. */
    byte[] derivationInfo() {
        byte[] bytes = new byte[LABEL.length + CANONICAL_BYTES];
        write(ByteBuffer.wrap(bytes).put(LABEL));
        return bytes;
    }

    private void write(ByteBuffer out) {
        out.put(FrameFormat.VERSION)
                .putLong(objectId.getMostSignificantBits())
                .putLong(objectId.getLeastSignificantBits())
                .putLong(streamId.getMostSignificantBits())
                .putLong(streamId.getLeastSignificantBits())
                .putInt(part);
    }
}

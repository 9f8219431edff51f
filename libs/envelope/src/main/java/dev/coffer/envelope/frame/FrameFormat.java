package dev.coffer.envelope.frame;

/**
 * Version 1 of the frames: AES-256-GCM over 64 KiB of plaintext at a time.
 *
 * <p>A stream of {@code n} plaintext bytes is {@code max(1, ceil(n / 65536))} frames, one behind the other without
 * anything between them; all but the last hold exactly 65,536 plaintext bytes, an empty stream is one frame of none.
 *
 * <table>
 * <caption>A frame</caption>
 * <tr><th>bytes</th><th>what</th></tr>
 * <tr><td>0 to 65,536</td><td>ciphertext, as long as the plaintext</td></tr>
 * <tr><td>16</td><td>GCM tag</td></tr>
 * </table>
 *
 * <table>
 * <caption>What encrypts it</caption>
 * <tr><td>key</td><td>HKDF-Expand-SHA256(data key, {@code "coffer object frames"} || {@link FrameBinding}, 32 bytes)</td></tr>
 * <tr><td>nonce</td><td>12 bytes: 4 zero bytes, then 64 bits big-endian: frame index &times; 2 + (1 in the last frame)</td></tr>
 * <tr><td>additional data</td><td>the {@link FrameBinding}</td></tr>
 * </table>
 *
 * <p>The nonce makes reordering, duplication and truncation at a frame's edge fail, the binding makes frames from
 * anywhere else fail, the tag everything within a frame. Key and nonce never repeat together, as a stream id is used
 * once, which is what NIST SP 800-38D, section 8.2.1 (deterministic construction) asks for; a part of 5 GiB takes 81,920
 * of the 2<sup>32</sup> invocations that it allows per key. The construction is that of STREAM (Hoang, Reyhanitabar,
 * Rogaway, Vizár, 2015) with random access. Key derivation: RFC 5869, without Extract because data keys are uniform.
 */
public final class FrameFormat {
    /** The format's number, in every binding and in the object's metadata. */
    public static final byte VERSION = 1;

    /** How the format is called in explanations. */
    public static final String ALGORITHM = "AES256-GCM-HKDF-SHA256";

    /** Plaintext bytes of every frame but the last. */
    public static final int FRAME_BYTES = 64 * 1024;

    /** Bytes of a frame's tag. */
    public static final int TAG_BYTES = 16;

    /** Bytes of the data key. */
    public static final int KEY_BYTES = 32;

    /** Bytes of every stored frame but the last. */
    public static final int STORED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES;

    /** The longest stream, in plaintext bytes: 5 TiB, S3's largest object. */
    public static final long MAX_PLAINTEXT_BYTES = 5L << 40;

    private FrameFormat() {}
}

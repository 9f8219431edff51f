package dev.coffer.envelope.frame;

/**
 * The frames that a range of plaintext touches.
 *
 * @param firstFrame index of the first frame
 * @param lastFrame index of the last frame, inclusive
 * @param storedOffset where the first frame begins among the stored bytes
 * @param storedBytes the frames' stored bytes in all
 * @param skip plaintext bytes of the first frame ahead of the range
 * @param length the range's plaintext bytes
 */
public record FrameRange(long firstFrame, long lastFrame, long storedOffset, long storedBytes, int skip, long length) {}

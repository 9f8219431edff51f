package dev.coffer.benchmarks.wire;

import java.nio.ByteBuffer;

/**
 * A body of any length made of one block of bytes, repeated from an offset on: the byte at {@code p} is
 * {@code block[(offset + p) mod block length]}. So a body of 100 MiB costs no memory, and every object has its own bytes.
 *
 * @param block a direct buffer, never moved
 * @param offset where the body begins in the block
 * @param length in bytes
 */
public record Body(ByteBuffer block, int offset, long length) {
    /** No bytes. */
    public static final Body EMPTY = new Body(ByteBuffer.allocateDirect(1), 0, 0);

    /** Bytes held in memory. */
    public static Body of(byte[] bytes) {
        return bytes.length == 0
                ? EMPTY
                : new Body(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0, bytes.length);
    }

    /** The bytes from {@code position} on, as many as lie in one piece. */
    public ByteBuffer piece(long position) {
        int at = (int) ((offset + position) % block.capacity());
        int bytes = (int) Math.min(length - position, block.capacity() - at);
        return block.slice(at, bytes);
    }

    /** The byte at {@code position}. */
    public byte at(long position) {
        return block.get((int) ((offset + position) % block.capacity()));
    }
}

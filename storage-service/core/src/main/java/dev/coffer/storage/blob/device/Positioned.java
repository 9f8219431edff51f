package dev.coffer.storage.blob.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Whole reads and writes at positions. In pieces, as the JDK keeps a direct buffer of the largest piece for every thread
 * that carries one.
 */
public final class Positioned {
    private static final int PIECE_BYTES = 128 * 1024;

    private Positioned() {}

    /** Writes all of {@code bytes}. */
    public static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            bytes.limit(Math.min(limit, bytes.position() + PIECE_BYTES));
            at += channel.write(bytes, at);
        }
    }

    /** Fills {@code target}. */
    public static void read(FileChannel channel, ByteBuffer target, long position) throws IOException {
        long at = position;
        int limit = target.limit();
        try {
            while (target.position() < limit) {
                target.limit(Math.min(limit, target.position() + PIECE_BYTES));
                int read = channel.read(target, at);
                if (read < 0) {
                    throw new EOFException();
                }
                at += read;
            }
        } finally {
            target.limit(limit);
        }
    }
}

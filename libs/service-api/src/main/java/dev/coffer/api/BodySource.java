package dev.coffer.api;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrive piece by piece, pulled by one (virtual) thread: pulling is the back-pressure. A source ends in
 * exactly one of two ways: {@link #next()} answers null once everything that the sender promised has been verified, or
 * it throws. Whatever was read before a throw must not become visible.
 */
public interface BodySource extends AutoCloseable {

    /**
     * The next bytes, never empty; valid until the next call. Blocks.
     *
     * @return null after the verified end
     * @throws dev.coffer.aws.error.AwsException if the body proved bad (signature, digest, length): answer it as it is
     * @throws BodyAbortedException if the sender went away
     */
    @Nullable
    ByteBuffer next();

    /** The number of bytes that the sender declared, or -1 where it declared none. */
    long declaredLength();

    /**
     * What the sender says of the whole, known only after {@link #next()} has answered null.
     *
     * @throws IllegalStateException before that
     */
    End end();

    /** Gives the source up; safe at any time, and twice. */
    @Override
    void close();

    /**
     * What a sender says at the end.
     *
     * @param length bytes in all
     * @param checksums by algorithm name as in {@code x-amz-checksum-ALGORITHM} (lower case), base64; those that came in
     *     a trailer. The receiver compares them with what it computed.
     */
    record End(long length, Map<String, String> checksums) {
        /** Copies the map. */
        public End {
            checksums = Map.copyOf(checksums);
        }
    }

    /** No bytes. */
    static BodySource empty() {
        return of(ByteBuffer.allocate(0));
    }

    /** The bytes of one buffer, in memory. */
    static BodySource of(ByteBuffer bytes) {
        return new BufferBody(bytes);
    }
}

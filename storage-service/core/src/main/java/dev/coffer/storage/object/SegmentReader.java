package dev.coffer.storage.object;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The plaintext of a span of one blob, piece by piece. For one thread. */
sealed interface SegmentReader extends AutoCloseable permits PlainSegment, FramedSegment {

    /** The next bytes, never empty, valid until the next call; null at the span's end. */
    @Nullable
    ByteBuffer next();

    @Override
    void close();
}

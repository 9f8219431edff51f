package dev.coffer.api;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body that is in memory already. */
final class BufferBody implements BodySource {
    private final int length;
    private @Nullable ByteBuffer rest;
    private boolean ended;

    BufferBody(ByteBuffer bytes) {
        this.length = bytes.remaining();
        this.rest = length == 0 ? null : bytes.slice();
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer bytes = rest;
        rest = null;
        ended = bytes == null;
        return bytes;
    }

    @Override
    public long declaredLength() {
        return length;
    }

    @Override
    public End end() {
        if (!ended) {
            throw new IllegalStateException("the body has not ended");
        }
        return new End(length, Map.of());
    }

    @Override
    public void close() {
        rest = null;
    }
}

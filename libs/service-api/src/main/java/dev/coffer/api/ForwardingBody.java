package dev.coffer.api;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A body that passes another one on; a subclass says what is different about it. */
public abstract class ForwardingBody implements BodySource {
    private final BodySource source;

    /** @param source closed with this body */
    protected ForwardingBody(BodySource source) {
        this.source = source;
    }

    @Override
    public @Nullable ByteBuffer next() {
        return source.next();
    }

    @Override
    public long declaredLength() {
        return source.declaredLength();
    }

    @Override
    public End end() {
        return source.end();
    }

    @Override
    public void close() {
        source.close();
    }
}

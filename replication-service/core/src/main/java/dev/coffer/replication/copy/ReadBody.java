package dev.coffer.replication.copy;

import dev.coffer.api.BodySource;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The source's bytes as the destination pulls them; remembers a failure to read, so that it isn't the destination's. */
final class ReadBody implements BodySource {
    private final BodySource body;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    ReadBody(BodySource body) {
        this.body = body;
    }

    /** Why reading failed, if it did. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    @Override
    public @Nullable ByteBuffer next() {
        try {
            return body.next();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    @Override
    public long declaredLength() {
        return body.declaredLength();
    }

    @Override
    public End end() {
        return body.end();
    }

    @Override
    public void close() {
        body.close();
    }
}

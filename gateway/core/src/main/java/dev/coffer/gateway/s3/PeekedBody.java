package dev.coffer.gateway.s3;

import dev.coffer.api.BodySource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A body whose first piece has been read already, so that an object that does not even begin to decrypt is a proper error
 * and not a cut connection.
 */
final class PeekedBody implements BodySource {
    private final BodySource source;
    private @Nullable ByteBuffer first;

    PeekedBody(BodySource source) {
        this.source = source;
        this.first = source.next();
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer bytes = first;
        if (bytes != null) {
            first = null;
            return bytes;
        }
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

package dev.coffer.replication.link;

import dev.coffer.api.BodySource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A body on its way through one direction of a link. */
final class CarriedBody implements BodySource {
    private final BodySource body;
    private final Direction direction;

    CarriedBody(BodySource body, Direction direction) {
        this.body = body;
        this.direction = direction;
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer piece = body.next();
        direction.piece(piece == null ? 0 : piece.remaining());
        return piece;
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

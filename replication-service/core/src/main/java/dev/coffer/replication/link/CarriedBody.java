package dev.coffer.replication.link;

import dev.coffer.api.BodySource;
import dev.coffer.api.ForwardingBody;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A body on its way through one direction of a link. */
final class CarriedBody extends ForwardingBody {
    private final Direction direction;

    CarriedBody(BodySource body, Direction direction) {
        super(body);
        this.direction = direction;
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer piece = super.next();
        direction.piece(piece == null ? 0 : piece.remaining());
        return piece;
    }
}

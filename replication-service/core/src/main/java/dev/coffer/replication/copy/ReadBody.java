package dev.coffer.replication.copy;

import dev.coffer.api.BodySource;
import dev.coffer.api.ForwardingBody;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The source's bytes as the destination pulls them; remembers a failure to read, so that it isn't the destination's. */
final class ReadBody extends ForwardingBody {
    private volatile Optional<RuntimeException> failure = Optional.empty();

    ReadBody(BodySource body) {
        super(body);
    }

    /** Why reading failed, if it did. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    @Override
    public @Nullable ByteBuffer next() {
        try {
            return super.next();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        }
    }
}

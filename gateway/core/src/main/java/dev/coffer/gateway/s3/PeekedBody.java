package dev.coffer.gateway.s3;

import dev.coffer.api.BodySource;
import dev.coffer.api.ForwardingBody;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A body whose first piece has been read already, so that an object that does not even begin to decrypt is a proper error
 * and not a cut connection.
 */
final class PeekedBody extends ForwardingBody {
    private @Nullable ByteBuffer first;

    PeekedBody(BodySource source) {
        super(source);
        this.first = super.next();
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer bytes = first;
        if (bytes != null) {
            first = null;
            return bytes;
        }
        return super.next();
    }
}

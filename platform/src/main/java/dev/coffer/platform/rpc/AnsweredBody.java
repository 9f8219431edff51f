package dev.coffer.platform.rpc;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a service's answer. Where the service goes away in its middle that is a fault of ours: an aborted body is
 * what a client does to us.
 */
record AnsweredBody(FramedBody body, Supplier<AwsException> broken) implements BodySource {
    @Override
    public @Nullable ByteBuffer next() {
        try {
            return body.next();
        } catch (BodyAbortedException e) {
            throw broken.get();
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

package dev.coffer.platform.rpc;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.ForwardingBody;
import dev.coffer.aws.error.AwsException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a service's answer. Where the service goes away in its middle that is a fault of ours: an aborted body is
 * what a client does to us.
 */
final class AnsweredBody extends ForwardingBody {
    private final Supplier<AwsException> broken;

    AnsweredBody(FramedBody body, Supplier<AwsException> broken) {
        super(body);
        this.broken = broken;
    }

    @Override
    public @Nullable ByteBuffer next() {
        try {
            return super.next();
        } catch (BodyAbortedException e) {
            throw broken.get();
        }
    }
}

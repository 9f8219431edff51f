package dev.coffer.platform.rpc;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A body that arrives as {@link Frames}. */
final class FramedBody implements BodySource {
    private final FrameReader reader;
    private final long declaredLength;
    private final Runnable onClose;
    private @Nullable End end;
    private boolean inData;

    FramedBody(FrameReader reader, long declaredLength, Runnable onClose) {
        this.reader = reader;
        this.declaredLength = declaredLength;
        this.onClose = onClose;
    }

    @Override
    public @Nullable ByteBuffer next() {
        while (end == null) {
            ByteBuffer piece = inData ? reader.data() : null;
            if (piece != null) {
                return piece;
            }
            inData = false;
            switch (reader.kind()) {
                case Frames.DATA -> inData = true;
                case Frames.END -> end = RpcJson.read(reader.json(), End.class);
                case Frames.REFUSAL -> throw RpcJson.readError(reader.json());
                default -> throw new BodyAbortedException("a record between services is out of place");
            }
        }
        return null;
    }

    @Override
    public long declaredLength() {
        return declaredLength;
    }

    @Override
    public End end() {
        if (end == null) {
            throw new IllegalStateException("the body has not ended");
        }
        return end;
    }

    @Override
    public void close() {
        onClose.run();
    }
}

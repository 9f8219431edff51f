package dev.coffer.platform.rpc;

import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.stream.PushedStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** Sends a body as {@link Frames}: to its verified end, or to the refusal that it proved to deserve. */
final class FrameWriter {
    private final PushedStream stream;

    FrameWriter(PushedStream stream) {
        this.stream = stream;
    }

    /** Sends all of {@code body}, or as much as the receiver wants. */
    void send(BodySource body, BooleanSupplier receiverHasAnswered) {
        try {
            for (ByteBuffer bytes = body.next(); bytes != null; bytes = body.next()) {
                while (bytes.hasRemaining()) {
                    if (receiverHasAnswered.getAsBoolean()) {
                        return;
                    }
                    int length = Math.min(bytes.remaining(), Frames.MAX_DATA_BYTES);
                    stream.write(Frames.data(bytes.slice(bytes.position(), length)));
                    bytes.position(bytes.position() + length);
                }
            }
            stream.write(Frames.json(Frames.END, RpcJson.write(body.end())));
        } catch (AwsException refusal) {
            stream.write(Frames.json(Frames.REFUSAL, RpcJson.writeError(refusal)));
        }
    }
}

package dev.coffer.platform.rpc;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.platform.stream.PulledStream;
import dev.coffer.platform.stream.StreamBrokenException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads {@link Frames} from a stream, with every length bounded; data is lent in the pieces that came. */
final class FrameReader {
    private final PulledStream stream;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private int left;

    FrameReader(PulledStream stream) {
        this.stream = stream;
    }

    /** The kind of the next record; its payload is then read by {@link #json} or {@link #data}. */
    byte kind() {
        byte kind = (byte) readByte();
        left = readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
        int most = kind == Frames.DATA ? Frames.MAX_DATA_BYTES : Frames.MAX_JSON_BYTES;
        if (left < 0 || left > most) {
            throw new BodyAbortedException("a record between services is too long");
        }
        return kind;
    }

    /** The whole payload. */
    byte[] json() {
        byte[] payload = new byte[left];
        int at = 0;
        while (at < payload.length) {
            ByteBuffer piece = piece(payload.length - at);
            int length = piece.remaining();
            piece.get(payload, at, length);
            at += length;
        }
        left = 0;
        return payload;
    }

    /** The next piece of the payload, or null at its end. */
    @Nullable
    ByteBuffer data() {
        if (left == 0) {
            return null;
        }
        ByteBuffer piece = piece(left);
        left -= piece.remaining();
        return piece;
    }

    private ByteBuffer piece(int most) {
        fill();
        int length = Math.min(most, current.remaining());
        ByteBuffer piece = current.slice(current.position(), length);
        current.position(current.position() + length);
        return piece;
    }

    private int readByte() {
        fill();
        return current.get() & 0xff;
    }

    private void fill() {
        if (current.hasRemaining()) {
            return;
        }
        try {
            ByteBuffer next = stream.next();
            if (next == null) {
                throw new BodyAbortedException("a service ended a body before its end");
            }
            current = next;
        } catch (TimeoutException | StreamBrokenException e) {
            throw new BodyAbortedException("the connection between services broke: " + e.getMessage());
        }
    }
}

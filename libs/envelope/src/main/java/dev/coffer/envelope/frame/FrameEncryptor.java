package dev.coffer.envelope.frame;

import static dev.coffer.envelope.frame.FrameFormat.FRAME_BYTES;
import static dev.coffer.envelope.frame.FrameFormat.MAX_PLAINTEXT_BYTES;
import static dev.coffer.envelope.frame.FrameFormat.TAG_BYTES;

import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import javax.crypto.Cipher;

/**
 * Turns a stream of plaintext, in pieces of any size, into frames. A frame is given out once it is certain whether it is
 * the last; whole frames inside a piece are encrypted from where they lie, without a copy. Memory: at most one frame of
 * plaintext and one stored frame. For one thread and one stream.
 */
public final class FrameEncryptor {
    private final FrameCipher cipher;
    private ByteBuffer pending;
    private ByteBuffer stored;
    private long index;
    private long plaintextBytes;
    private boolean finished;

    /**
     * @param dataKey 32 bytes; stays the caller's to close
     * @param binding what the stream belongs to; its stream id must be new
     * @param expectedBytes the stream's length as far as it is known, for sizing buffers only; -1 if it is not
     */
    public FrameEncryptor(SecretBytes dataKey, FrameBinding binding, long expectedBytes) {
        this.cipher = new FrameCipher(Cipher.ENCRYPT_MODE, dataKey, binding);
        int frame = expectedBytes < 0 ? FRAME_BYTES : (int) Math.min(expectedBytes, FRAME_BYTES);
        this.pending = ByteBuffer.allocate(frame);
        this.stored = ByteBuffer.allocate(frame + TAG_BYTES);
    }

    /** Takes all of {@code plaintext}, and gives the frames that are complete and not the last to {@code sink}. */
    public void update(ByteBuffer plaintext, FrameSink sink) {
        if (finished) {
            throw new IllegalStateException("the stream is finished");
        }
        plaintextBytes += plaintext.remaining();
        if (plaintextBytes > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException("stream of more than " + MAX_PLAINTEXT_BYTES + " bytes");
        }
        while (plaintext.hasRemaining()) {
            if (pending.position() == FRAME_BYTES) {
                emit(pending.flip(), false, sink);
                pending.clear();
            }
            if (pending.position() == 0 && plaintext.remaining() > FRAME_BYTES) {
                ByteBuffer frame = plaintext.slice(plaintext.position(), FRAME_BYTES);
                plaintext.position(plaintext.position() + FRAME_BYTES);
                emit(frame, false, sink);
            } else {
                int take = Math.min(plaintext.remaining(), FRAME_BYTES - pending.position());
                reserve(take);
                pending.put(plaintext.slice(plaintext.position(), take));
                plaintext.position(plaintext.position() + take);
            }
        }
    }

    /**
     * Gives the last frame to {@code sink}.
     *
     * @return where the frames lie, and so the stream's length
     */
    public FrameLayout finish(FrameSink sink) {
        if (finished) {
            throw new IllegalStateException("the stream is finished");
        }
        finished = true;
        emit(pending.flip(), true, sink);
        return new FrameLayout(plaintextBytes);
    }

    private void reserve(int more) {
        if (pending.remaining() < more) {
            int needed = pending.position() + more;
            int doubled = Math.min(FRAME_BYTES, pending.capacity() * 2);
            pending = ByteBuffer.allocate(Math.max(needed, doubled)).put(pending.flip());
        }
    }

    private void emit(ByteBuffer frame, boolean last, FrameSink sink) {
        int length = frame.remaining() + TAG_BYTES;
        if (stored.capacity() < length) {
            stored = ByteBuffer.allocate(length);
        }
        stored.clear();
        cipher.frame(index++, last, frame, stored);
        sink.accept(stored.flip());
    }
}

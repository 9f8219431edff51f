package dev.coffer.platform.rpc;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * What a call and its answer consist of: length-prefixed records, ending in exactly one {@link #END} or
 * {@link #REFUSAL}. A connection that closes before either is an abort, so a body cut off is never taken for a whole one.
 *
 * <pre>
 * offset  length  field
 *      0       1  kind: O operation, R result, D data, E end, X refusal
 *      1       4  length of the payload, big-endian
 *      5       n  payload: JSON, or bytes of the body (D)
 * </pre>
 */
final class Frames {
    /** The operation: first record of a call. */
    static final byte OPERATION = 'O';

    /** The result: first record of an answer. */
    static final byte RESULT = 'R';

    /** Bytes of the body. */
    static final byte DATA = 'D';

    /** The verified end of the body: JSON of {@link dev.coffer.api.BodySource.End}. */
    static final byte END = 'E';

    /** A refusal, in place of a result or of a body's end. */
    static final byte REFUSAL = 'X';

    /** Bytes before the payload. */
    static final int HEADER_BYTES = 5;

    /** The largest JSON payload: a page of a listing. */
    static final int MAX_JSON_BYTES = 16 << 20;

    /** The largest piece of a body. */
    static final int MAX_DATA_BYTES = 1 << 20;

    private Frames() {}

    static Buffer json(byte kind, byte[] payload) {
        return Buffer.buffer(HEADER_BYTES + payload.length)
                .appendByte(kind)
                .appendInt(payload.length)
                .appendBytes(payload);
    }

    /** A copy: the body's buffer is only lent. */
    static Buffer data(ByteBuffer bytes) {
        byte[] frame = new byte[HEADER_BYTES + bytes.remaining()];
        ByteBuffer.wrap(frame).put(DATA).putInt(bytes.remaining()).put(bytes);
        return Buffer.buffer(frame);
    }
}

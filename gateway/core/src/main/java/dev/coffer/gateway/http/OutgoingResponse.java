package dev.coffer.gateway.http;

import dev.coffer.api.BodySource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes one answer from a virtual thread. A small one goes out whole, in one write with its head. Of a larger one at most
 * {@link #WINDOW} buffers are filled or under way: the client's reading is what pulls the body. A body that fails behind
 * the head can't be told to the client in words any more: the connection is cut, so that a truncated answer never looks
 * whole.
 */
final class OutgoingResponse {
    /** Buffers that are filled or written at a time. */
    static final int WINDOW = 2;
    /** The longest answer that is gathered on the heap, in bytes. */
    static final int SMALL = 16 * 1024;

    static final WriteBuffers BUFFERS = new WriteBuffers();

    private final HttpServerResponse response;
    private final Duration stallTimeout;
    private final Semaphore free = new Semaphore(WINDOW);
    private volatile boolean failed;

    OutgoingResponse(HttpServerResponse response, Duration stallTimeout) {
        this.response = response;
        this.stallTimeout = stallTimeout;
    }

    /** Adds a header field. */
    void header(String name, String value) {
        response.headers().add(name, HeaderText.write(value));
    }

    /** @return whether the whole answer was handed to the connection */
    boolean write(Response answer, boolean head) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(this::header);
        BodySource body = answer.body();
        if (head || answer.status() == 304 || answer.status() == 204) {
            response.end();
            return true;
        }
        long length = body.declaredLength();
        if (length < 0) {
            response.setChunked(true);
            return flow(body);
        }
        response.headers().set("content-length", Long.toString(length));
        return length <= SMALL ? whole(body, (int) length) : stream(body, length);
    }

    private boolean whole(BodySource body, int length) {
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            if (piece.remaining() > all.remaining()) {
                return false; // longer than announced
            }
            all.put(piece);
        }
        if (all.hasRemaining()) {
            return false;
        }
        response.end(buffer(Unpooled.wrappedBuffer(all.array())));
        return true;
    }

    /** A body of unknown length: each piece at once, whoever waits for it may have little patience. */
    private boolean flow(BodySource body) {
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            if (!awaitTurn()) {
                return false;
            }
            response.write(buffer(Unpooled.wrappedBuffer(copy))).onComplete(written -> done(written.failed()));
        }
        response.end();
        return true;
    }

    /** A body of a known length in full buffers; the last one is held back until the body's end is certain. */
    private boolean stream(BodySource body, long length) {
        long left = length;
        Filling filling = new Filling();
        try {
            for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
                left -= piece.remaining();
                if (left < 0) {
                    return false; // longer than announced
                }
                while (piece.hasRemaining()) {
                    if (!filling.isReady()) {
                        return false;
                    }
                    filling.fill(piece);
                    if (filling.isFull() && (piece.hasRemaining() || left > 0)) {
                        send(response.write(filling.hand()), filling);
                    }
                }
            }
            if (left != 0) {
                return false;
            }
            send(response.end(filling.hand()), filling);
            return true;
        } finally {
            filling.giveUp();
        }
    }

    private void send(Future<Void> write, Filling filling) {
        ByteBuf buffer = filling.sent();
        write.onComplete(written -> {
            takeBack(buffer);
            done(written.failed());
        });
    }

    private boolean awaitTurn() {
        try {
            return !failed && free.tryAcquire(stallTimeout.toMillis(), TimeUnit.MILLISECONDS) && !failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void done(boolean writeFailed) {
        failed |= writeFailed;
        free.release();
    }

    @SuppressWarnings("deprecation") // the one way to make a buffer of Netty's without a copy
    private static Buffer buffer(ByteBuf bytes) {
        return Buffer.buffer(bytes);
    }

    /** The buffer that is being filled, if there is one. */
    private final class Filling {
        private ByteBuf current = Unpooled.EMPTY_BUFFER;

        /** Whether there is a buffer to fill, for which it may wait. */
        boolean isReady() {
            if (current.capacity() > 0) {
                return true;
            }
            if (!awaitTurn()) {
                return false;
            }
            current = BUFFERS.take();
            return true;
        }

        void fill(ByteBuffer piece) {
            int bytes = Math.min(piece.remaining(), current.writableBytes());
            current.writeBytes(piece.slice(piece.position(), bytes));
            piece.position(piece.position() + bytes);
        }

        boolean isFull() {
            return !current.isWritable();
        }

        /** What is in the buffer, for one write, which gives up this reference of it. */
        Buffer hand() {
            return buffer(current.retainedDuplicate());
        }

        /** The buffer, which from now on belongs to its write. */
        ByteBuf sent() {
            ByteBuf buffer = current;
            current = Unpooled.EMPTY_BUFFER;
            return buffer;
        }

        void giveUp() {
            ByteBuf unsent = sent();
            if (unsent.refCnt() == 1 && unsent.capacity() > 0) {
                BUFFERS.give(unsent);
            } else {
                unsent.release(unsent.refCnt()); // a write that was begun may still have it: never used again
            }
        }
    }

    /**
     * Its write has ended, so nobody reads the buffer any more. The write's reference may be left: Vert.x does not let
     * Netty release the buffers that it is given.
     */
    private static void takeBack(ByteBuf buffer) {
        if (buffer.refCnt() > 1) {
            buffer.release(buffer.refCnt() - 1);
        }
        BUFFERS.give(buffer);
    }
}

package dev.coffer.gateway.http;

import dev.coffer.api.BodySource;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes one answer from a virtual thread. At most {@link #WINDOW} writes are under way: the client's reading is what
 * pulls the body. A body that fails behind the head can't be told to the client in words any more: the connection is cut,
 * so that a truncated answer never looks whole.
 */
final class OutgoingResponse {
    static final int WINDOW = 3;

    private final HttpServerResponse response;
    private final Duration stallTimeout;
    private final Semaphore free = new Semaphore(WINDOW);
    private volatile boolean failed;

    OutgoingResponse(HttpServerResponse response, Duration stallTimeout) {
        this.response = response;
        this.stallTimeout = stallTimeout;
    }

    /** @return whether the whole answer was handed to the connection */
    boolean write(Response answer, boolean head) {
        response.setStatusCode(answer.status());
        for (String name : answer.headers().names()) {
            for (String value : answer.headers().all(name)) {
                response.headers().add(name, HeaderText.write(value));
            }
        }
        BodySource body = answer.body();
        if (head || answer.status() == 304 || answer.status() == 204) {
            response.end();
            return true;
        }
        long length = body.declaredLength();
        if (length < 0) {
            response.setChunked(true);
        } else {
            response.headers().set("content-length", Long.toString(length));
        }
        return stream(body, length);
    }

    private boolean stream(BodySource body, long length) {
        long written = 0;
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            Buffer copy = copy(piece);
            written += copy.length();
            if (written == length) {
                if (body.next() != null) {
                    return false; // longer than announced
                }
                response.end(copy);
                return true;
            }
            if (!awaitTurn()) {
                return false;
            }
            response.write(copy).onComplete(this::written);
        }
        if (length >= 0 && written != length) {
            return false;
        }
        response.end();
        return true;
    }

    private boolean awaitTurn() {
        try {
            return !failed && free.tryAcquire(stallTimeout.toMillis(), TimeUnit.MILLISECONDS) && !failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void written(AsyncResult<Void> result) {
        failed |= result.failed();
        free.release();
    }

    @SuppressWarnings("deprecation") // the one way to make a buffer of an array without a second copy
    private static Buffer copy(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return Buffer.buffer(io.netty.buffer.Unpooled.wrappedBuffer(bytes));
    }
}

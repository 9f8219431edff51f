package dev.coffer.gateway.http;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.S3Error;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, pulled by one virtual thread. The connection is paused until the first pull, which also answers
 * {@code Expect: 100-continue}; from then on at most {@link #WINDOW} buffers wait here, so memory is bounded by the
 * codec's largest buffer (64 KiB) and not by the body. A body of up to {@link #SMALL} bytes flows in by itself: it mostly
 * comes with its head, and every pull would be a hop to the event loop. Handlers run on the connection's event loop.
 */
final class IncomingBody implements BodySource {
    /** Buffers that may wait to be pulled. */
    static final int WINDOW = 3;
    /** The longest body that is taken before anyone asks for it, in bytes; a connection has one at a time. */
    static final int SMALL = 32 * 1024;

    private sealed interface Piece {}

    private record Bytes(Buffer buffer) implements Piece {}

    private record Ended() implements Piece {}

    private record Broken(String why) implements Piece {}

    private final HttpServerRequest request;
    private final Context context;
    private final Duration idleTimeout;
    private final long declaredLength;
    private final boolean flowing;
    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

    private @Nullable Runnable waiting;
    private boolean started;
    private boolean finished;
    private long pulled;
    private volatile boolean expectsContinue;
    private volatile boolean ended;
    private volatile boolean discarding;
    private final AtomicLong arrived = new AtomicLong();

    /** Called on the event loop, before anything of the body has been handled. */
    IncomingBody(HttpServerRequest request, Context context, Duration idleTimeout) {
        this.request = request;
        this.context = context;
        this.idleTimeout = idleTimeout;
        this.declaredLength = declaredLength(request);
        this.expectsContinue = "100-continue".equalsIgnoreCase(request.getHeader("expect"));
        this.ended = declaredLength == 0 || request.isEnded();
        this.flowing = declaredLength >= 0 && declaredLength <= SMALL && !expectsContinue;
        if (!request.isEnded()) {
            request.exceptionHandler(e -> pieces.add(new Broken("the client went away: " + e)));
            if (ended) {
                request.resume();
            } else {
                if (!flowing) {
                    request.pause();
                }
                request.handler(this::arrive);
                request.endHandler(v -> arriveEnd());
            }
        }
        if (ended) {
            pieces.add(new Ended());
        }
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (finished) {
            return null;
        }
        if (!started) {
            start();
        }
        return switch (await()) {
            case Bytes(Buffer buffer) -> {
                if (!flowing) {
                    context.runOnContext(v -> request.fetch(1));
                }
                pulled += buffer.length();
                yield view(buffer);
            }
            case Ended() -> {
                finished = true;
                yield null;
            }
            case Broken(String why) -> throw new BodyAbortedException(why);
        };
    }

    @Override
    public long declaredLength() {
        return declaredLength;
    }

    @Override
    public End end() {
        if (!finished) {
            throw new IllegalStateException("the body has not ended");
        }
        return new End(pulled, Map.of());
    }

    /** Drops what is there; what still comes is dealt with after the answer. */
    @Override
    public void close() {
        pieces.removeIf(Bytes.class::isInstance);
    }

    /**
     * Runs {@code begin} once the body is there, if it came along with its head; otherwise as soon as the event loop has
     * nothing more of it. On the event loop.
     */
    void whenReady(Runnable begin) {
        if (ended || !flowing) {
            begin.run();
            return;
        }
        waiting = begin;
        context.runOnContext(v -> begin());
    }

    /** Whether all of the body has come in. */
    boolean isComplete() {
        return ended;
    }

    /** Whether the client is still waiting to be told to send. */
    boolean awaitsContinue() {
        return expectsContinue && !ended;
    }

    /** Bytes still to come, or {@link Long#MAX_VALUE} where none can tell. */
    long outstanding() {
        if (ended) {
            return 0;
        }
        return declaredLength < 0 ? Long.MAX_VALUE : declaredLength - arrived.get();
    }

    /** Reads the rest and drops it, up to {@code maxBytes}; then, or at the end, runs {@code then} on the event loop. */
    void discard(long maxBytes, Runnable then) {
        context.runOnContext(v -> {
            pieces.clear();
            if (ended) {
                then.run();
                return;
            }
            discarding = true;
            long limit = arrived.get() + maxBytes;
            request.handler(buffer -> {
                if (arrived.addAndGet(buffer.length()) > limit) {
                    request.pause();
                    then.run();
                }
            });
            request.endHandler(done -> {
                ended = true;
                then.run();
            });
            request.resume();
        });
    }

    private void start() {
        started = true;
        if (ended || flowing) {
            return;
        }
        boolean sendContinue = expectsContinue;
        expectsContinue = false;
        context.runOnContext(v -> {
            if (sendContinue) {
                request.response().writeContinue();
            }
            request.fetch(WINDOW);
        });
    }

    private Piece await() {
        try {
            Piece piece = pieces.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
            if (piece == null) {
                throw S3Error.REQUEST_TIMEOUT.error();
            }
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BodyAbortedException("interrupted");
        }
    }

    @SuppressWarnings("deprecation") // the one way to a buffer's bytes that does not copy them
    private static ByteBuffer view(Buffer buffer) {
        return buffer.getByteBuf().nioBuffer();
    }

    // On the event loop from here.

    private void arrive(Buffer buffer) {
        arrived.addAndGet(buffer.length());
        if (!discarding && buffer.length() > 0) {
            pieces.add(new Bytes(buffer));
        } else if (!flowing) {
            request.fetch(1);
        }
    }

    private void arriveEnd() {
        ended = true;
        pieces.add(new Ended());
        begin();
    }

    private void begin() {
        Runnable begin = waiting;
        if (begin != null) {
            waiting = null;
            begin.run();
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        if (length == null) {
            return request.headers().contains("transfer-encoding") ? -1 : 0;
        }
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException impossible) {
            return -1; // the codec refuses such requests
        }
    }
}

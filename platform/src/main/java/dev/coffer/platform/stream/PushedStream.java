package dev.coffer.platform.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Vert.x stream that one blocking thread writes, waiting while the receiver is slow. */
public final class PushedStream {
    private final WriteStream<Buffer> stream;
    private final Duration patience;
    private final Semaphore drained = new Semaphore(0);
    private volatile @Nullable Throwable failure;

    /**
     * Wraps {@code stream}.
     *
     * @param patience how long a receiver may take nothing
     */
    public PushedStream(WriteStream<Buffer> stream, Duration patience) {
        this.stream = stream;
        this.patience = patience;
        stream.exceptionHandler(this::fail);
    }

    /** Tells the writer that the receiver went away. */
    public void fail(Throwable cause) {
        failure = cause;
        drained.release();
    }

    /**
     * Writes, first waiting until the queue has room. The stream keeps {@code buffer}: don't reuse it.
     *
     * @throws StreamBrokenException if the receiver went away or took nothing for too long
     */
    public void write(Buffer buffer) {
        awaitRoom();
        stream.write(buffer).onFailure(this::fail);
    }

    private void awaitRoom() {
        throwIfFailed();
        if (!stream.writeQueueFull()) {
            return;
        }
        drained.drainPermits();
        stream.drainHandler(room -> drained.release());
        while (stream.writeQueueFull()) {
            throwIfFailed();
            try {
                if (!drained.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new StreamBrokenException(
                            new IOException("the receiver took nothing for " + patience.toSeconds() + " s"));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StreamBrokenException(e);
            }
        }
        throwIfFailed();
    }

    private void throwIfFailed() {
        Throwable cause = failure;
        if (cause != null) {
            throw new StreamBrokenException(cause);
        }
    }
}

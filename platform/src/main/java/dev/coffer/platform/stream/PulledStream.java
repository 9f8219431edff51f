package dev.coffer.platform.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x stream of buffers that one blocking thread pulls. At most {@value #WINDOW} buffers wait here; the rest waits
 * in the sender, by TCP's window. Construct it on the stream's event loop, with the stream paused.
 */
public final class PulledStream {
    private static final int WINDOW = 4;

    private sealed interface Item {
        record Bytes(Buffer buffer) implements Item {}

        record End() implements Item {}

        record Failure(Throwable cause) implements Item {}
    }

    private final ReadStream<Buffer> stream;
    private final Duration idle;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private volatile @Nullable Runnable atEnd;
    private boolean started;
    private boolean ended;

    /**
     * Wraps {@code stream}.
     *
     * @param stream paused
     * @param idle how long a sender may be silent while it is being waited for
     */
    public PulledStream(ReadStream<Buffer> stream, Duration idle) {
        this.stream = stream;
        this.idle = idle;
        stream.handler(buffer -> {
            if (atEnd == null) {
                items.add(new Item.Bytes(buffer));
            }
        });
        stream.endHandler(end -> finished(new Item.End()));
        stream.exceptionHandler(failure -> finished(new Item.Failure(failure)));
    }

    /**
     * The next bytes, or null at the end. Blocks.
     *
     * @throws StreamBrokenException if the sender went away
     * @throws TimeoutException if it was silent for too long
     */
    public @Nullable ByteBuffer next() throws TimeoutException {
        if (ended) {
            return null;
        }
        if (!started) {
            started = true;
            stream.fetch(WINDOW);
        }
        while (true) {
            switch (take()) {
                case Item.Bytes(Buffer buffer) -> {
                    stream.fetch(1);
                    if (buffer.length() > 0) {
                        return bytes(buffer);
                    }
                }
                case Item.End() -> {
                    ended = true;
                    return null;
                }
                case Item.Failure failure -> {
                    items.add(failure); // whoever asks again is told again, and does not wait
                    throw new StreamBrokenException(failure.cause());
                }
            }
        }
    }

    /** Whether the end has been seen: nothing of the sender's is left on the connection. */
    public boolean isEnded() {
        return ended;
    }

    @SuppressWarnings("deprecation") // the only way to the bytes without a copy in Vert.x 4
    private static ByteBuffer bytes(Buffer buffer) {
        return buffer.getByteBuf().nioBuffer();
    }

    /**
     * Reads and drops what the sender still sends, so that it can see the answer; call nothing else afterwards.
     *
     * @param atEnd run, perhaps twice, when the sender has finished or gone away
     */
    public void discardRest(Runnable atEnd) {
        this.atEnd = atEnd;
        if (ended || items.stream().anyMatch(item -> !(item instanceof Item.Bytes))) {
            atEnd.run(); // it came before
        } else {
            stream.resume();
        }
    }

    private void finished(Item end) {
        items.add(end);
        Runnable waiting = atEnd;
        if (waiting != null) {
            waiting.run();
        }
    }

    private Item take() throws TimeoutException {
        try {
            Item item = items.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
            if (item == null) {
                throw new TimeoutException("no byte came for " + idle.toSeconds() + " s");
            }
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamBrokenException(e);
        }
    }
}

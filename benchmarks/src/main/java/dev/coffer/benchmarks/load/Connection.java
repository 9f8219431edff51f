package dev.coffer.benchmarks.load;

import dev.coffer.benchmarks.wire.Answer;
import dev.coffer.benchmarks.wire.AnswerReader;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One client's connection, not blocking, with at most one request under way. Belongs to the generator's thread. */
final class Connection {
    /** How often one connection is read before the others get their turn. */
    private static final int READS_IN_A_ROW = 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader reader = new AnswerReader();
    private ByteBuffer head = ByteBuffer.allocate(0);
    private long bodySent;
    private @Nullable Request request;
    private long startedAt;

    private Connection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    static Connection open(Endpoint endpoint, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(endpoint.address());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Connection connection = new Connection(channel, key);
        key.attach(connection);
        return connection;
    }

    /** The request under way. */
    @Nullable
    Request request() {
        return request;
    }

    /** When it began to count, on {@link System#nanoTime()}'s scale. */
    long startedAt() {
        return startedAt;
    }

    void send(Request next, byte[] nextHead, long countedFrom) throws IOException {
        request = next;
        startedAt = countedFrom;
        head = ByteBuffer.wrap(nextHead);
        bodySent = 0;
        reader.expect(next);
        write();
    }

    /** Writes what the connection takes. */
    void write() throws IOException {
        Request sending = request;
        if (sending == null) {
            return;
        }
        long length = sending.body().length();
        while (head.hasRemaining() || bodySent < length) {
            boolean taken;
            if (head.hasRemaining() && bodySent < length) {
                ByteBuffer piece = sending.body().piece(bodySent);
                int before = piece.remaining();
                channel.write(new ByteBuffer[] {head, piece});
                bodySent += before - piece.remaining();
                taken = !head.hasRemaining() && !piece.hasRemaining();
            } else if (head.hasRemaining()) {
                channel.write(head);
                taken = !head.hasRemaining();
            } else {
                ByteBuffer piece = sending.body().piece(bodySent);
                bodySent += channel.write(piece);
                taken = !piece.hasRemaining();
            }
            if (!taken) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Reads what is there; the answer once it is complete. */
    @Nullable
    Answer read(ByteBuffer buffer) throws IOException {
        for (int i = 0; i < READS_IN_A_ROW; i++) {
            int bytes = channel.read(buffer.clear());
            if (bytes == 0) {
                return null;
            }
            Answer answer = bytes < 0 ? reader.readEnd() : reader.read(buffer.flip());
            if (answer != null) {
                request = null;
                return answer;
            }
            if (bytes < 0) {
                throw new IOException("the connection was closed");
            }
        }
        return null;
    }

    /** Whether no further request can be sent. */
    boolean isSpent() {
        return reader.isClosing();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}

package dev.coffer.benchmarks.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection and one request at a time, blocking: what probes ask with. Belongs to one thread. */
public final class SingleClient implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Endpoint endpoint;
    private final Signer signer;
    private final AnswerReader reader = new AnswerReader();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private @Nullable SocketChannel channel;

    /** Signs for {@code service}. */
    public SingleClient(Endpoint endpoint, String service) {
        this.endpoint = endpoint;
        this.signer = new Signer(endpoint, service);
    }

    /** Sends the request and waits for its answer; a connection that was closed meanwhile is opened anew. */
    public Answer call(Request request) {
        byte[] head = signer.head(request);
        boolean used = channel != null;
        try {
            return exchange(head, request);
        } catch (IOException e) {
            close();
            if (!used) {
                throw new WireException("no answer from " + endpoint.uri() + ": " + e, e);
            }
        }
        try {
            return exchange(head, request);
        } catch (IOException e) {
            close();
            throw new WireException("no answer from " + endpoint.uri() + ": " + e, e);
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new WireException("cannot close a connection", e);
            }
            channel = null;
        }
    }

    private Answer exchange(byte[] head, Request request) throws IOException {
        SocketChannel open = connection();
        reader.expect(request);
        writeAll(open, ByteBuffer.wrap(head));
        for (long at = 0; at < request.body().length(); ) {
            ByteBuffer piece = request.body().piece(at);
            at += piece.remaining();
            writeAll(open, piece);
        }
        while (true) {
            in.clear();
            int bytes = open.read(in);
            Answer answer = bytes < 0 ? reader.readEnd() : reader.read(in.flip());
            if (answer != null) {
                if (bytes < 0 || reader.isClosing()) {
                    close();
                }
                return answer;
            }
            if (bytes < 0) {
                throw new IOException("the connection was closed");
            }
        }
    }

    private SocketChannel connection() throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            open = SocketChannel.open(endpoint.address());
            open.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel = open;
        }
        return open;
    }

    private static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}

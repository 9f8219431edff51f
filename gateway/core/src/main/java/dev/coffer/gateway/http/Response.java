package dev.coffer.gateway.http;

import dev.coffer.api.BodySource;
import java.nio.ByteBuffer;

/**
 * An answer; the public port writes it, closes the body, and adds the request id and date.
 *
 * @param status the HTTP status
 * @param headers fields of the answer; {@code content-length} where the body's length is not the one to announce (HEAD)
 * @param body the bytes, streamed
 */
public record Response(int status, Headers headers, BodySource body) implements AutoCloseable {

    @Override
    public void close() {
        body.close();
    }

    /** An answer held in memory. */
    public static Response of(int status, Headers headers, byte[] body) {
        return new Response(status, headers, BodySource.of(ByteBuffer.wrap(body)));
    }

    /** An answer without a body. */
    public static Response empty(int status, Headers headers) {
        return new Response(status, headers, BodySource.empty());
    }
}

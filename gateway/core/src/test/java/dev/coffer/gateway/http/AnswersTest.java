package dev.coffer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.api.BodySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes out: answers whole, cut or held back, and their buffers. */
class AnswersTest extends PublicPortHarness {
    @Test
    void buffers_of_large_answers_are_used_again() throws IOException {
        handler.set(r -> new Response(200, Headers.NONE, new Endless(8L * MIB, Long.MAX_VALUE)));
        long made = OutgoingResponse.BUFFERS.made();
        try (RawConnection c = connect()) {
            for (int i = 0; i < 4; i++) {
                c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
                c.head();
                c.body(8 * MIB);
            }
        }
        assertThat(OutgoingResponse.BUFFERS.made() - made).isLessThanOrEqualTo(2L * OutgoingResponse.WINDOW);
    }

    @Test
    void answers_at_the_same_time_keep_their_own_bytes() throws Exception {
        handler.set(r -> new Response(200, Headers.NONE, new Endless(4L * MIB, Long.MAX_VALUE, (byte)
                r.head().rawPath().charAt(1))));
        List<Callable<Boolean>> clients = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> readsOnly((char) ('a' + i)))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(clients)).allMatch(Future::resultNow);
        }
    }

    private boolean readsOnly(char letter) throws IOException {
        try (RawConnection c = connect()) {
            for (int i = 0; i < 4; i++) {
                c.send("GET /" + letter + " HTTP/1.1\r\nHost: h\r\n\r\n");
                c.head();
                for (byte b : c.body(4 * MIB)) {
                    if (b != letter) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    @Test
    void a_slow_reader_of_the_answer_holds_its_body_back() throws Exception {
        Endless body = new Endless(64L * MIB, Long.MAX_VALUE);
        handler.set(r -> new Response(200, Headers.NONE, body));
        try (RawConnection c = connect()) {
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(c.head()).contains("content-length: " + 64 * MIB);
            await().until(() -> body.given.get() > 0);
            await().during(Duration.ofMillis(500)).until(() -> body.given.get() < 32L * MIB);
            assertThat(c.body(64 * MIB)).hasSize(64 * MIB);
        }
        await().untilTrue(body.closed);
    }

    @Test
    void a_client_that_stops_listening_closes_the_answer_body() throws Exception {
        Endless body = new Endless(1L << 40, Long.MAX_VALUE);
        handler.set(r -> new Response(200, Headers.NONE, body));
        try (RawConnection c = connect()) {
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            c.head();
            c.body(MIB);
        }
        await().untilTrue(body.closed);
    }

    @Test
    void an_answer_that_fails_midway_never_looks_whole() throws IOException {
        Endless body = new Endless(8L * MIB, 4L * MIB);
        handler.set(r -> new Response(200, Headers.NONE, body));
        try (RawConnection c = connect()) {
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(c.head()).contains("content-length: " + 8 * MIB);
            assertThat(c.rest().length).isLessThan(8 * MIB);
        }
        assertThat(body.closed).isTrue();
    }

    @Test
    void a_last_piece_is_held_back_until_the_end_is_verified() throws IOException {
        Endless body = new Endless(65_536, 65_536);
        handler.set(r -> new Response(200, Headers.NONE, body));
        try (RawConnection c = connect()) {
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            c.head();
            assertThat(c.rest().length).isLessThan(65_536);
        }
    }

    @Test
    void head_announces_a_length_and_sends_nothing() throws IOException {
        handler.set(r -> Response.empty(
                200, Headers.builder().add("content-length", "12345").build()));
        try (RawConnection c = connect()) {
            c.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(c.head()).startsWith("http/1.1 200").contains("content-length: 12345");
            handler.set(r -> ok("next"));
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(c.head()).startsWith("http/1.1 200");
            assertThat(c.body(4)).isEqualTo("next".getBytes(UTF_8));
        }
    }

    @Test
    void a_fault_answers_500_without_details() throws IOException {
        handler.set(r -> {
            throw new IllegalStateException("secret");
        });
        try (RawConnection c = connect()) {
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(c.head())
                    .startsWith("http/1.1 500")
                    .contains("content-length: 0")
                    .contains("x-amz-request-id");
        }
    }

    @Test
    void header_values_cannot_end_their_field() throws IOException {
        handler.set(r -> Response.of(
                200, Headers.builder().add("x-a", "b\r\nx-injected: yes").build(), new byte[0]));
        try (RawConnection c = connect()) {
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(c.head()).contains("x-a: b  x-injected: yes").doesNotContain("\nx-injected");
        }
    }

    /** The same byte, up to a length; fails once {@code failAt} bytes are out. */
    private static final class Endless implements BodySource {
        private final long length;
        private final long failAt;
        private final byte content;
        private final AtomicLong given = new AtomicLong();
        private final AtomicBoolean closed = new AtomicBoolean();

        Endless(long length, long failAt) {
            this(length, failAt, (byte) 0);
        }

        Endless(long length, long failAt, byte content) {
            this.length = length;
            this.failAt = failAt;
            this.content = content;
        }

        @Override
        public @Nullable ByteBuffer next() {
            if (given.get() >= failAt) {
                throw new IllegalStateException("a frame does not decrypt");
            }
            int piece = (int) Math.min(65_536, length - given.get());
            given.addAndGet(piece);
            byte[] bytes = new byte[piece];
            Arrays.fill(bytes, content);
            return piece == 0 ? null : ByteBuffer.wrap(bytes);
        }

        @Override
        public long declaredLength() {
            return length;
        }

        @Override
        public End end() {
            return new End(length, Map.of());
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}

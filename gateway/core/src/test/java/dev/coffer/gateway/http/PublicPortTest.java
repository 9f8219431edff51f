package dev.coffer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicPortTest {
    private static final int MIB = 1024 * 1024;

    private final AtomicReference<Function<Request, Response>> handler = new AtomicReference<>(r -> ok("ok"));
    private TestPort port;

    @BeforeEach
    void start() {
        Edge edge = new Edge() {
            @Override
            public int order() {
                return 1;
            }

            @Override
            public boolean accepts(RequestHead head) {
                return true;
            }

            @Override
            public Response handle(Request request) {
                return handler.get().apply(request);
            }
        };
        port = new TestPort(List.of(edge), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    void the_target_reaches_the_edge_as_it_stood_on_the_wire() throws IOException {
        handler.set(r -> ok(r.head().method() + " " + r.head().rawPath() + " "
                + r.head().rawQuery() + " " + r.head().headers().first("x-utf").orElse("")));
        try (RawConnection c = connect()) {
            c.send("GET /b/%2e%2e/a//b%2Fc?x=%zz&y=+ HTTP/1.1\r\nHost: h\r\nX-Utf: \u00C3\u00A9\r\n\r\n");
            assertThat(c.head())
                    .startsWith("http/1.1 200")
                    .contains("x-amz-request-id: ", "x-amz-id-2: ", "date: ", "server: coffer");
            String expected = "GET /b/%2e%2e/a//b%2Fc x=%zz&y=+ \u00E9";
            assertThat(new String(c.body(expected.getBytes(UTF_8).length), UTF_8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void health_passes_on_to_the_framework() throws IOException {
        try (RawConnection c = connect()) {
            c.send("GET /_coffer/health/live HTTP/1.1\r\nHost: h\r\n\r\n");
            c.head();
            assertThat(c.body(5)).isEqualTo("alive".getBytes(UTF_8));
        }
    }

    @Test
    void metrics_are_open_to_this_machine_only() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(metrics(http, "127.0.0.1")).isEqualTo(200);
            Optional<String> other = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
            assumeTrue(other.isPresent(), "this machine has no other address");
            assertThat(metrics(http, other.orElseThrow())).isEqualTo(403);
        }
    }

    private int metrics(HttpClient http, String host) throws Exception {
        URI address = URI.create("http://" + host + ":" + port.port() + "/_coffer/metrics");
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_small_unread_body_does_not_spoil_the_connection() throws IOException {
        try (RawConnection c = connect()) {
            for (int i = 0; i < 3; i++) {
                c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n")
                        .send("x".repeat(1000));
                assertThat(c.head()).startsWith("http/1.1 200").doesNotContain("connection: close");
                assertThat(c.body(2)).isEqualTo("ok".getBytes(UTF_8));
            }
        }
    }

    @Test
    void a_large_unread_body_ends_the_connection_after_the_answer() throws IOException {
        try (RawConnection c = connect()) {
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + 2 * MIB + "\r\n\r\n")
                    .send(new byte[2 * MIB]);
            assertThat(c.head()).startsWith("http/1.1 200").contains("connection: close");
            assertThat(c.rest()).isEqualTo("ok".getBytes(UTF_8));
        }
    }

    @Test
    void continue_is_said_only_when_the_body_is_pulled() throws IOException {
        try (RawConnection c = connect()) {
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(c.head()).startsWith("http/1.1 200").contains("connection: close");
        }
        handler.set(r -> ok(new String(read(r.body()), UTF_8)));
        try (RawConnection c = connect()) {
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(c.head()).startsWith("http/1.1 100");
            c.send("abc");
            assertThat(c.head()).startsWith("http/1.1 200").doesNotContain("connection: close");
            assertThat(c.body(3)).isEqualTo("abc".getBytes(UTF_8));
        }
    }

    @Test
    void bodies_of_known_and_unknown_length_arrive_whole() throws IOException {
        handler.set(r -> ok(r.body().declaredLength() + ":" + read(r.body()).length + ":"
                + r.body().end().length()));
        try (RawConnection c = connect()) {
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + 3 * MIB + "\r\n\r\n")
                    .send(new byte[3 * MIB]);
            c.head();
            assertThat(new String(c.body(23), UTF_8)).isEqualTo("3145728:3145728:3145728");
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            c.head();
            assertThat(new String(c.body(6), UTF_8)).isEqualTo("-1:5:5");
            c.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            c.head();
            assertThat(new String(c.body(5), UTF_8)).isEqualTo("0:0:0");
        }
    }

    @Test
    void a_body_that_stops_coming_times_out() throws IOException {
        handler.set(r -> {
            try {
                return ok(new String(read(r.body()), UTF_8));
            } catch (AwsException e) {
                return Response.of(e.status(), Headers.NONE, e.code().getBytes(UTF_8));
            }
        });
        try (RawConnection c = connect()) {
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n").send("short");
            assertThat(c.head()).startsWith("http/1.1 400");
            assertThat(c.body(14)).isEqualTo("RequestTimeout".getBytes(UTF_8));
        }
    }

    @Test
    void a_client_that_goes_away_aborts_the_body() throws Exception {
        AtomicBoolean aborted = new AtomicBoolean();
        handler.set(r -> {
            try {
                return ok(new String(read(r.body()), UTF_8));
            } catch (BodyAbortedException e) {
                aborted.set(true);
                throw e;
            }
        });
        try (RawConnection c = connect()) {
            c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n").send("short");
        }
        await().untilTrue(aborted);
    }

    @Test
    void a_slow_reader_of_the_body_holds_the_sender_back() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong sent = new AtomicLong();
        handler.set(r -> {
            ByteBuffer first = r.body().next();
            uninterrupted(go);
            return ok(Long.toString((first == null ? 0 : first.remaining()) + read(r.body()).length));
        });
        int total = 64 * MIB;
        try (RawConnection c = connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    c.send("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + total + "\r\n\r\n");
                    for (int i = 0; i < 64; i++) {
                        c.send(new byte[MIB]);
                        sent.addAndGet(MIB);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().during(Duration.ofMillis(500)).until(() -> sent.get() < total / 2);
            go.countDown();
            sender.join();
            c.head();
            assertThat(new String(c.body(8), UTF_8)).isEqualTo(Integer.toString(total));
        }
    }

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

    private RawConnection connect() throws IOException {
        return new RawConnection(port.port());
    }

    private static Response ok(String text) {
        return Response.of(200, Headers.NONE, text.getBytes(UTF_8));
    }

    private static byte[] read(BodySource body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Zeroes, up to a length; fails once {@code failAt} bytes are out. */
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

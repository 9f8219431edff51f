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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What comes in: targets, heads, bodies, and who may look at what. */
class PublicPortTest extends PublicPortHarness {
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
}

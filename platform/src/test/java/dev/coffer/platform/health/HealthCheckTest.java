package dev.coffer.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HealthCheckTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK", "HTTP/1.0 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200"})
    void a_service_that_answers_200_is_ready(String status) throws Exception {
        answer(socket -> write(socket, status + "\r\ncontent-length: 2\r\n\r\n{}"));

        assertThat(HealthCheck.isReady(ask("ready", LONG))).isTrue();
        assertThat(requests.poll(10, TimeUnit.SECONDS)).isEqualTo("GET /_coffer/health/ready HTTP/1.0");
    }

    @Test
    void the_checks_that_are_named_are_asked_for() throws Exception {
        answer(socket -> write(socket, "HTTP/1.1 200 OK\r\n\r\n"));

        ask("group/self", LONG);
        assertThat(requests.poll(10, TimeUnit.SECONDS)).isEqualTo("GET /_coffer/health/group/self HTTP/1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Service Unavailable",
                "HTTP/1.1 404 Not Found",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 500 200",
                "HTTP/1.1200 OK",
                "HTTP/2 200 OK",
                "SSH-2.0-OpenSSH_9.2 200 OK",
                "HTTP/1.1",
                ""
            })
    void every_other_answer_is_not_ready_and_is_told_as_it_came(String status) throws Exception {
        answer(socket -> write(socket, status + "\r\n\r\n"));

        String told = ask("ready", LONG);
        assertThat(told).isEqualTo(status);
        assertThat(HealthCheck.isReady(told)).isFalse();
    }

    @Test
    void nobody_there_is_not_ready() throws Exception {
        server.close();

        assertThatThrownBy(() -> ask("ready", LONG)).isInstanceOf(ConnectException.class);
    }

    @Test
    void no_answer_is_not_waited_for_longer_than_the_patience() {
        assertThatThrownBy(() -> ask("ready", SHORT)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_byte_now_and_then_does_not_prolong_the_patience() throws Exception {
        try (ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
            answer(socket -> {
                Future<?> drops = drip.scheduleAtFixedRate(() -> writeByte(socket), 0, 10, TimeUnit.MILLISECONDS);
                assertThat(socket.getInputStream().read())
                        .as("until the asker has gone")
                        .isNegative();
                drops.cancel(false);
            });

            assertThatThrownBy(() -> ask("ready", SHORT)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_line_without_end_is_not_read_to_its_end() throws Exception {
        answer(socket -> {
            write(socket, "HTTP/1.1 200 ");
            while (true) {
                write(socket, "O".repeat(4096));
            }
        });

        assertThatThrownBy(() -> ask("ready", LONG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void an_answer_that_ends_within_its_status_line_is_none() throws Exception {
        answer(socket -> write(socket, "HTTP/1.1 200 OK"));

        assertThatThrownBy(() -> ask("ready", LONG)).isInstanceOf(EOFException.class);
    }

    private String ask(String checks, Duration patience) throws IOException {
        return new HealthCheck(server.getLocalPort(), checks, patience).ask();
    }

    /** Takes one connection and its request, and lets {@code rest} answer; it ends when the other side has gone. */
    private void answer(Answer rest) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                requests.add(request(socket));
                rest.write(socket);
            } catch (IOException e) {
                // the asker has what it wanted, or has given up: what it made of that is what the tests look at
            }
        });
    }

    private static String request(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void writeByte(Socket socket) {
        try {
            write(socket, "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // ends the schedule
        }
    }

    /** What comes back for a request. */
    private interface Answer {
        void write(Socket socket) throws IOException;
    }
}

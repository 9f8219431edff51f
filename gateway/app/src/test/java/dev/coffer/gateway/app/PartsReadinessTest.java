package dev.coffer.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartsReadinessTest {
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/_coffer/health/ready", exchange -> {
            questions.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_part_that_says_503_is_down_and_is_up_again_when_it_says_200() throws Exception {
        try (PartsReadiness readiness = readiness(part("kms.eu-west-1", port()))) {
            status.set(503);
            assertThat(answer(readiness.ask())).isEqualTo(Map.of("kms.eu-west-1", false));
            status.set(200);
            nanos.addAndGet(PartsReadiness.LIFETIME.toNanos());
            assertThat(answer(readiness.ask())).isEqualTo(Map.of("kms.eu-west-1", true));
        }
    }

    @Test
    void parts_that_refuse_or_never_answer_are_down_and_hold_up_no_other() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PartsReadiness readiness = readiness(
                        part("kms.eu-west-1", silent.getLocalPort()),
                        part("storage.eu-west-1", refusing()),
                        part("audit", port()))) {
            assertThat(answer(readiness.ask()))
                    .isEqualTo(Map.of("kms.eu-west-1", false, "storage.eu-west-1", false, "audit", true));
        }
    }

    @Test
    void any_number_of_probes_within_a_second_is_one_question() throws Exception {
        try (PartsReadiness readiness = readiness(part("audit", port()))) {
            List<CompletionStage<Map<String, Boolean>>> asked =
                    IntStream.range(0, 200).mapToObj(i -> readiness.ask()).toList();
            for (CompletionStage<Map<String, Boolean>> answer : asked) {
                assertThat(answer(answer)).isEqualTo(Map.of("audit", true));
            }
            nanos.addAndGet(PartsReadiness.LIFETIME.toNanos() - 1);
            answer(readiness.ask());
            assertThat(questions).hasValue(1);
            nanos.incrementAndGet();
            answer(readiness.ask());
            assertThat(questions).hasValue(2);
        }
    }

    private PartsReadiness readiness(Part... parts) {
        return new PartsReadiness(List.of(parts), nanos::get);
    }

    private static Part part(String name, int port) {
        return new Part(name, URI.create("http://127.0.0.1:" + port + "/_coffer/health/ready"));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static int refusing() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return closed.getLocalPort();
        }
    }

    private static Map<String, Boolean> answer(CompletionStage<Map<String, Boolean>> asked) throws Exception {
        return asked.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}

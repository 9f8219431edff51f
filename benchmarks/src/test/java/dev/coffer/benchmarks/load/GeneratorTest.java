package dev.coffer.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.coffer.benchmarks.s3.ObjectSet;
import dev.coffer.benchmarks.s3.S3Operation;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger received = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        endpoint = new Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "us-east-1",
                new Credentials("AKIAIOSFODNN7EXAMPLE", "secret-of-a-test"));
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void a_closed_loop_counts_what_was_answered_and_why_the_rest_failed() {
        serve(number -> number % 2 == 0 ? 200 : 404);

        Slice slice = Generator.runUntil(
                endpoint,
                "s3",
                S3Operation.PUT.on(objects(100_000), 1, 0),
                Plan.closed(4, Duration.ZERO, Duration.ofMinutes(1)),
                CpuTime.ofGenerator(),
                () -> received.get() >= 40);

        Outcome puts = slice.total();
        assertThat(slice.outcomes()).containsOnlyKeys("PUT");
        assertThat(puts.count()).isPositive();
        assertThat(puts.failures()).containsOnlyKeys("status 404");
        assertThat(puts.count() + puts.failed()).isLessThanOrEqualTo(received.get());
        assertThat(puts.bytes()).isEqualTo(puts.count() * 100_000);
        assertThat(slice.rate()).isPositive();
    }

    /** One client of a server that stalls once: every request due during the stall has waited, so it has to show. */
    @Test
    void a_stall_counts_for_all_requests_that_were_due_meanwhile() {
        serve(number -> {
            if (number == 3) {
                awaitQuietly(500);
            }
            return 200;
        });

        Slice slice = Generator.run(
                endpoint,
                "s3",
                S3Operation.PUT.on(objects(10), 1, 0),
                new Plan(1, new Pace.Fixed(200), Duration.ZERO, Duration.ofSeconds(1)),
                CpuTime.ofGenerator());

        Outcome puts = slice.total();
        assertThat(puts.count()).isEqualTo(200);
        assertThat(puts.latencies().max()).isGreaterThanOrEqualTo(500.0);
        // About 100 of the 200 were due during the stall and waited for a quarter of a second on average.
        assertThat(puts.latencies().p90()).isGreaterThan(125.0);
    }

    private void serve(java.util.function.IntUnaryOperator status) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                int answer = status.applyAsInt(received.incrementAndGet());
                exchange.sendResponseHeaders(answer, -1);
            }
        });
        server.start();
    }

    private void awaitQuietly(long millis) {
        try {
            assertThat(released.await(millis, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectSet objects(long size) {
        return new ObjectSet("bucket", "p/", 2, size, Map.of(), ObjectSet.Checks.CHEAP);
    }
}

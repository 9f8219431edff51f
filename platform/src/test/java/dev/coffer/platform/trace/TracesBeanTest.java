package dev.coffer.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesBeanTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            try (exchange) {
                received.add(exchange.getRequestURI() + " "
                        + exchange.getRequestBody().readAllBytes().length);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        Traces.stop();
        collector.stop(0);
    }

    private Optional<URI> endpoint() {
        return Optional.of(
                URI.create("http://127.0.0.1:" + collector.getAddress().getPort()));
    }

    private static void requests(int count) {
        for (int i = 0; i < count; i++) {
            Traces.request(name -> null, () -> {});
        }
    }

    @Test
    void by_default_nothing_is_traced_or_sent() {
        TracesBean bean = new TracesBean(0, endpoint(), "storage");
        bean.start();
        assertThat(Traces.on()).isFalse();
        requests(100);
        bean.stop();
        assertThat(received).isEmpty();
    }

    @Test
    void what_ended_before_the_process_is_sent() {
        TracesBean bean = new TracesBean(1, endpoint(), "storage");
        bean.start();
        requests(1);
        bean.stop();
        assertThat(received).hasSize(1).allMatch(request -> request.matches("/v1/traces [1-9][0-9]+"));
        assertThat(Traces.on()).isFalse();
    }

    @Test
    void a_collector_that_is_away_costs_spans_and_nothing_else() {
        Optional<URI> endpoint = endpoint();
        collector.stop(0);
        TracesBean bean = new TracesBean(1, endpoint, "storage");
        bean.start();
        Instant begun = Instant.now();
        requests(50_000); // far more than wait
        bean.stop();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void a_configuration_that_makes_no_sense_is_refused() {
        for (double ratio : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(new TracesBean(ratio, endpoint(), "storage")::start)
                    .hasMessageContaining("coffer.traces.ratio");
        }
        assertThatThrownBy(new TracesBean(1, Optional.empty(), "storage")::start)
                .hasMessageContaining("coffer.traces.endpoint");
        assertThatThrownBy(new TracesBean(1, Optional.of(URI.create("collector:4318")), "storage")::start)
                .hasMessageContaining("coffer.traces.endpoint");
    }
}

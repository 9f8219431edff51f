package dev.coffer.gateway.http;

import dev.coffer.platform.metrics.Meters;
import dev.coffer.platform.metrics.OperationTimers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The public port: one handler for everything, since S3's keys live in the raw request target, which routing by decoded
 * paths would damage. Health and metrics pass on to the framework, metrics for the loopback and the {@link ManagementPort}
 * only; all else goes to the first {@link Edge} that accepts it. A bounded number of requests is worked on at a time; the
 * others wait, their bodies unread.
 */
@ApplicationScoped
public class PublicPort {
    private static final String METRICS = "/_coffer/metrics";
    static final List<String> FRAMEWORK_PATHS = List.of("/_coffer/health", METRICS);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final List<Edge> edges;
    private final Duration bodyIdleTimeout;
    private final Semaphore working;
    private final Optional<Integer> managementPort;
    private final OperationTimers timers = new OperationTimers(
            "coffer.requests",
            "Requests of clients until the last byte of their answers was handed over",
            "protocol",
            "operation",
            "status");
    private final ThreadFactory threads = Thread.ofVirtual().name("http-", 0).factory();

    @Inject
    PublicPort(
            @Any Instance<Edge> edges,
            @ConfigProperty(name = "coffer.http.body-idle-timeout", defaultValue = "PT20S") Duration bodyIdleTimeout,
            @ConfigProperty(name = "coffer.http.concurrent-requests", defaultValue = "512") int concurrentRequests,
            @ConfigProperty(name = "coffer.management.port") Optional<Integer> managementPort) {
        this(edges.stream().toList(), bodyIdleTimeout, concurrentRequests, managementPort);
    }

    PublicPort(List<Edge> edges, Duration bodyIdleTimeout, int concurrentRequests, Optional<Integer> managementPort) {
        this.managementPort = managementPort;
        this.edges = edges.stream().sorted(Comparator.comparingInt(Edge::order)).toList();
        this.bodyIdleTimeout = bodyIdleTimeout;
        this.working = new Semaphore(concurrentRequests);
        Meters.gauge(
                "coffer.requests.active",
                "Requests of clients that are being worked on",
                () -> concurrentRequests - working.availablePermits());
    }

    /** Puts the handler before everything else. */
    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        String target = routing.request().uri();
        for (String path : FRAMEWORK_PATHS) {
            if (target.startsWith(path)) {
                if (mayLook(routing.request(), path)) {
                    routing.next();
                } else {
                    routing.response().setStatusCode(403).end();
                }
                return;
            }
        }
        Exchange exchange = new Exchange(routing.request(), bodyIdleTimeout);
        exchange.whenReady(() -> threads.newThread(() -> work(exchange)).start());
    }

    /** Metrics are for this machine, and for whoever reaches the management port. */
    private boolean mayLook(HttpServerRequest request, String path) {
        return !path.equals(METRICS)
                || managementPort
                        .filter(port -> request.localAddress().port() == port)
                        .isPresent()
                || InetAddress.ofLiteral(request.remoteAddress().hostAddress()).isLoopbackAddress();
    }

    private void work(Exchange exchange) {
        if (!admit()) {
            exchange.refuse(plain(503, "busy"));
            return;
        }
        try {
            for (Edge edge : edges) {
                if (edge.accepts(exchange.head())) {
                    exchange.run(edge, timers);
                    return;
                }
            }
            exchange.refuse(plain(404, "nothing here"));
        } finally {
            working.release();
        }
    }

    private boolean admit() {
        try {
            return working.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Response plain(int status, String text) {
        return Response.of(
                status,
                Headers.builder().add("content-type", "text/plain").build(),
                text.getBytes(StandardCharsets.UTF_8));
    }
}

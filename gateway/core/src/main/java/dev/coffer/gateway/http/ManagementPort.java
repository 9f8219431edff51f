package dev.coffer.gateway.http;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Health and metrics of a gateway on a port that is not published, for probes and Prometheus; open only where
 * {@code coffer.management.port} names one. Everything else is 404 there.
 */
@ApplicationScoped
public class ManagementPort {
    private static final long TIMEOUT_SECONDS = 30;

    private final Vertx vertx;
    private final Router router;
    private final Optional<Integer> port;

    ManagementPort(
            Vertx vertx, Router router, @ConfigProperty(name = "coffer.management.port") Optional<Integer> port) {
        this.vertx = vertx;
        this.router = router;
        this.port = port;
    }

    void open(@Observes StartupEvent event) {
        port.ifPresent(this::listen);
    }

    private void listen(int number) {
        HttpServer server = vertx.createHttpServer().requestHandler(this::handle);
        try {
            server.listen(number).toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot listen on the management port " + number, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the management port", e);
        }
    }

    private void handle(HttpServerRequest request) {
        if (PublicPort.FRAMEWORK_PATHS.stream().anyMatch(request.uri()::startsWith)) {
            router.handle(request);
        } else {
            request.response().setStatusCode(404).end();
        }
    }
}

package dev.coffer.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The public port on a real Vert.x server, on a free port. */
public final class TestPort implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    public TestPort(List<Edge> edges, Duration bodyIdleTimeout) {
        Router router = Router.router(vertx);
        new PublicPort(edges, bodyIdleTimeout, 64, Optional.empty()).install(router);
        router.route("/_coffer/metrics").handler(r -> r.response().end("metrics"));
        router.route("/_coffer/health/live").handler(r -> r.response().end("alive"));
        try {
            server = vertx.createHttpServer(new HttpServerOptions()
                            .setMaxChunkSize(65_536)
                            .setMaxInitialLineLength(16_384)
                            .setMaxHeaderSize(32_768))
                    .requestHandler(router)
                    .listen(0, "0.0.0.0")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

package dev.coffer.platform.rpc;

import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.GatewayKey;
import dev.coffer.platform.trust.PairSecrets;
import dev.coffer.platform.trust.TokenVerifier;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;

/**
 * What a service of the distributed shape needs to be called and to call, from its configuration:
 *
 * <pre>
 * coffer.service                   its name, as an audience: storage.eu-west-1
 * coffer.inner.host, .port         where its peers reach it
 * coffer.trust.secrets             folder with one file for each pair that it is part of
 * coffer.trust.gateway-public-key  PEM file
 * coffer.peer.AUDIENCE.url         where its peers are
 * </pre>
 */
public final class InnerPort {
    private static final long TIMEOUT_SECONDS = 30;

    private final Vertx vertx;
    private final Config config;
    private final Audience self;
    private final PairSecrets secrets;

    /**
     * The inner port of this process.
     *
     * @param vertx for its connections
     * @param config the process's configuration
     */
    public InnerPort(Vertx vertx, Config config) {
        this.vertx = vertx;
        this.config = config;
        this.self = new Audience(config.getValue("coffer.service", String.class));
        this.secrets = new PairSecrets(Path.of(config.getValue("coffer.trust.secrets", String.class)));
    }

    /** A client that calls the peers. */
    public RpcClient client(RequesterTokens tokens) {
        return new RpcClient(vertx, self.name(), secrets, new Peers(config), tokens);
    }

    /** Starts to take calls. */
    public HttpServer listen(OperationFamily family, RpcHandler handler) {
        TokenVerifier tokens = new TokenVerifier(
                GatewayKey.readPublic(Path.of(config.getValue("coffer.trust.gateway-public-key", String.class))), self);
        Router router = Router.router(vertx);
        router.post(OperationFamily.ROOT + "*").handler(new RpcServer(family, self, secrets, tokens, handler));
        router.route().handler(context -> context.response().setStatusCode(403).end());
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.getOptionalValue("coffer.inner.host", String.class)
                        .orElse("0.0.0.0"))
                .setPort(config.getOptionalValue("coffer.inner.port", Integer.class)
                        .orElse(9100))
                .setHttp2ClearTextEnabled(false) // services speak HTTP/1.1 to one another: no second way in
                .setMaxHeaderSize(64 << 10)
                .setIdleTimeout(120);
        try {
            return vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot listen on the inner port " + options.getPort(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the inner port", e);
        }
    }
}

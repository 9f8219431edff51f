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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * What a service of the distributed shape needs to be called and to call, from its configuration:
 *
 * <pre>
 * coffer.service                   its name, as an audience: storage.eu-west-1
 * coffer.inner.host, .port         where its peers reach it
 * coffer.trust.secrets             folder with one file for each pair that it is part of
 * coffer.trust.gateway-public-key  PEM file
 * coffer.peer.AUDIENCE.url         where its peers are
 * coffer.rpc.patience              how long a call waits for a peer that takes no connections; 0 s by default
 * </pre>
 */
public final class InnerPort {
    private static final Logger LOG = Logger.getLogger(InnerPort.class);
    private static final long TIMEOUT_SECONDS = 30;
    private static final Duration TURNING = Duration.ofSeconds(1);
    private static final Duration FINISHING = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Config config;
    private final Audience self;
    private final PairSecrets secrets;
    private final OpenCalls open = new OpenCalls();
    private volatile Optional<HttpServer> server = Optional.empty();

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
        Patience patience = new Patience(
                config.getOptionalValue("coffer.rpc.patience", Duration.class).orElse(Duration.ZERO));
        return new RpcClient(vertx, self.name(), secrets, new Peers(config), tokens, patience);
    }

    /**
     * Starts to take calls.
     *
     * @throws IllegalStateException with one line for people, if a secret is missing or the port can't be had
     */
    public void listen(OperationFamily family, RpcHandler handler) {
        secrets.verify();
        TokenVerifier tokens = new TokenVerifier(
                GatewayKey.readPublic(Path.of(config.getValue("coffer.trust.gateway-public-key", String.class))), self);
        Router router = Router.router(vertx);
        router.post(OperationFamily.ROOT + "*").handler(new RpcServer(family, self, secrets, tokens, handler, open));
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
            server = Optional.of(vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot listen on the inner port " + options.getPort(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the inner port", e);
        }
    }

    /**
     * Finishes the calls that are open, and takes no more: to be called before anything that they need ends.
     */
    public void finish() {
        try {
            if (!open.finish(TURNING, FINISHING)) {
                LOG.warnf("calls that took longer than %d s are cut off", FINISHING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.ifPresent(HttpServer::close);
    }
}

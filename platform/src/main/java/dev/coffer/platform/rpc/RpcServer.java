package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.api.Operation;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.platform.logging.RequestScope;
import dev.coffer.platform.stream.PulledStream;
import dev.coffer.platform.stream.PushedStream;
import dev.coffer.platform.stream.StreamBrokenException;
import dev.coffer.platform.trace.Traces;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.CallSignature;
import dev.coffer.platform.trust.PairSecrets;
import dev.coffer.platform.trust.RequesterClaims;
import dev.coffer.platform.trust.TokenVerifier;
import dev.coffer.platform.trust.UntrustedCallException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Answers calls of other services and of nobody else: the signature of the pair must hold over all that decides
 * something, the call must be fresh, and the requester's token must be the gateway's and for this service. Whatever
 * proves nothing gets a 403 without a body.
 */
final class RpcServer implements Handler<RoutingContext> {
    /** Header: the body's declared length, -1 where it declares none. */
    static final String BODY_LENGTH = "coffer-body-length";

    private static final Logger LOG = Logger.getLogger(RpcServer.class);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration LINGER = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final OperationFamily family;
    private final Audience self;
    private final PairSecrets secrets;
    private final TokenVerifier tokens;
    private final RpcHandler handler;
    private final OpenCalls open;

    /**
     * The inner port of one service.
     *
     * @param family its operations
     * @param self its name
     * @param secrets of its pairs
     * @param tokens verifies requesters
     * @param handler what it does
     * @param open where its calls are counted
     */
    RpcServer(
            OperationFamily family,
            Audience self,
            PairSecrets secrets,
            TokenVerifier tokens,
            RpcHandler handler,
            OpenCalls open) {
        this.family = family;
        this.self = self;
        this.secrets = secrets;
        this.tokens = tokens;
        this.handler = handler;
        this.open = open;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        PulledStream body = new PulledStream(request, IDLE);
        PushedStream answer = new PushedStream(request.response(), IDLE);
        if (!open.begin()) {
            request.connection().close();
            return;
        }
        context.addEndHandler(ended -> open.end());
        if (open.ending()) {
            // The caller's next connection finds another instance.
            request.response().putHeader("connection", "close");
        }
        Thread.ofVirtual().name("inner").start(() -> serve(context, body, answer));
    }

    private void serve(RoutingContext context, PulledStream stream, PushedStream answer) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = request.response();
        try {
            FrameReader reader = new FrameReader(stream);
            Class<? extends Record> type = family.find(request.path().substring(OperationFamily.ROOT.length()))
                    .orElseThrow(() -> new UntrustedCallException("no such operation"));
            byte[] json = operation(reader);
            CallHead head = authenticate(request, json);
            Operation<?> operation = (Operation<?>) RpcJson.read(json, type);
            long declared = Long.parseLong(
                    Optional.ofNullable(request.getHeader(BODY_LENGTH)).orElse("0"));
            BodySource body = new FramedBody(reader, declared, () -> {});
            RequestScope.run(
                    head.facts().requestId(),
                    () -> Traces.continued(request::getHeader, () -> answer(head, operation, body, response, answer)));
            finish(stream, context);
        } catch (UntrustedCallException e) {
            LOG.warnf("a call from %s was refused: %s", request.remoteAddress(), e.getMessage());
            response.setStatusCode(403).putHeader("connection", "close").end();
        } catch (BodyAbortedException | StreamBrokenException e) {
            LOG.debugf("a call ended early: %s", e.getMessage());
            request.connection().close();
        } catch (RuntimeException e) {
            LOG.errorf(e, "a call failed: %s", request.path());
            request.connection().close();
        }
    }

    /** The first record, of a caller who has proved nothing yet: what is no record is a refusal, not an accident. */
    private static byte[] operation(FrameReader reader) {
        try {
            if (reader.kind() != Frames.OPERATION) {
                throw new UntrustedCallException("a call begins with its operation");
            }
            return reader.json();
        } catch (BodyAbortedException e) {
            throw new UntrustedCallException("a call begins with its operation: " + e.getMessage());
        }
    }

    private CallHead authenticate(HttpServerRequest request, byte[] json) {
        String service = CallHead.text(request::getHeader, CallHead.SERVICE);
        SecretBytes secret = secrets.between(service, self.name())
                .orElseThrow(() -> new UntrustedCallException("no pair with this caller"));
        if (!CallSignature.verify(
                secret,
                CallHead.signedParts(request.path(), request::getHeader),
                json,
                CallHead.text(request::getHeader, CallHead.SIGNATURE))) {
            throw new UntrustedCallException("the signature does not hold");
        }
        CallHead head = CallHead.of(request::getHeader);
        if (!head.audience().equals(self)) {
            throw new UntrustedCallException("the call is for another service");
        }
        if (Duration.between(head.time(), Instant.now()).abs().compareTo(FRESH) > 0) {
            throw new UntrustedCallException("the call is not fresh");
        }
        return head;
    }

    private void answer(
            CallHead head, Operation<?> operation, BodySource body, HttpServerResponse response, PushedStream stream) {
        Optional<Caller> caller = head.requesterToken().map(token -> caller(head, tokens.verify(token)));
        try (Answer<?> answer = handler.handle(head.service(), operation, head.region(), caller, body)) {
            response.putHeader(BODY_LENGTH, Long.toString(answer.body().declaredLength()));
            response.setChunked(true);
            stream.write(Frames.json(Frames.RESULT, RpcJson.write(answer.result())));
            new FrameWriter(stream).send(answer.body(), () -> false);
        } catch (AwsException refusal) {
            refuse(refusal, response, stream);
        } catch (UntrustedCallException | BodyAbortedException | StreamBrokenException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "request %s failed", head.facts().requestId());
            refuse(
                    new AwsException("InternalError", 500, "We encountered an internal error. Please try again."),
                    response,
                    stream);
        }
    }

    /** Also behind a result, whose body turned out bad. */
    private static void refuse(AwsException refusal, HttpServerResponse response, PushedStream stream) {
        if (!response.headWritten()) {
            response.setChunked(true);
        }
        stream.write(Frames.json(Frames.REFUSAL, RpcJson.writeError(refusal)));
    }

    private static Caller caller(CallHead head, RequesterClaims claims) {
        return new Caller(
                claims.principal(),
                claims.policySetHash(),
                claims.canonicalUserId(),
                head.facts(),
                claims.via(),
                Map.copyOf(head.forwardTokens()));
    }

    /**
     * Ends the answer once the caller has ended its call: an answer that is over while the call is not makes clients close
     * the connection, and lose what they have not read. What the caller still sends is dropped as it comes, for a while.
     */
    private static void finish(PulledStream stream, RoutingContext context) {
        long timer = context.vertx()
                .setTimer(
                        LINGER.toMillis(),
                        late -> context.request().connection().close());
        stream.discardRest(() -> {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                context.response().end();
            }
        });
    }
}

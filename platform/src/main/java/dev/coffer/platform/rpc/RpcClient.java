package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.api.Operation;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.stream.PulledStream;
import dev.coffer.platform.stream.PushedStream;
import dev.coffer.platform.stream.StreamBrokenException;
import dev.coffer.platform.trace.Traces;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.CallSignature;
import dev.coffer.platform.trust.PairSecrets;
import dev.coffer.platform.trust.UntrustedCallException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls other services: operation and body go out as {@link Frames}, signed with the pair's secret; result and body come
 * back the same way. Blocks; for virtual threads. A peer that cannot be reached is a 503 that clients try again.
 */
public final class RpcClient {
    private static final Duration IDLE = Duration.ofSeconds(60);
    /** How long bytes may go unacknowledged before their connection counts as dead: the peer may have another address now. */
    private static final Duration UNACKNOWLEDGED = Duration.ofSeconds(10);

    private final HttpClient http;
    private final String self;
    private final PairSecrets secrets;
    private final Peers peers;
    private final RequesterTokens tokens;
    private final Patience patience;

    private record Reply(int status, PulledStream body, long declaredLength) {}

    /**
     * A client for one service.
     *
     * @param vertx for the connections
     * @param self this service's name, as an audience
     * @param secrets of this service's pairs
     * @param peers where the others are
     * @param tokens that prove for whom a call is
     * @param patience with peers that take no connections
     */
    RpcClient(Vertx vertx, String self, PairSecrets secrets, Peers peers, RequesterTokens tokens, Patience patience) {
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(128)
                .setKeepAliveTimeout(30)
                .setConnectTimeout(2_000)
                .setTcpUserTimeout(Math.toIntExact(UNACKNOWLEDGED.toMillis()))
                .setMaxHeaderSize(64 << 10));
        this.self = self;
        this.secrets = secrets;
        this.peers = peers;
        this.tokens = tokens;
        this.patience = patience;
    }

    /** A call for a requester. */
    public <R> Answer<R> call(
            Audience audience, Operation<R> operation, Optional<Region> region, Caller caller, BodySource body) {
        CallHead head = new CallHead(
                self,
                audience,
                region,
                Instant.now(),
                caller.facts(),
                Optional.of(tokens.token(caller, audience)),
                tokens.forward(caller, audience, operation));
        return exchange(head, operation, body);
    }

    /** A call that this service makes for itself. */
    public <R> R callForSelf(Audience audience, Operation<R> operation, RequestFacts facts) {
        CallHead head =
                new CallHead(self, audience, Optional.empty(), Instant.now(), facts, Optional.empty(), Map.of());
        try (Answer<R> answer = exchange(head, operation, BodySource.empty())) {
            return answer.result();
        }
    }

    private <R> Answer<R> exchange(CallHead head, Operation<R> operation, BodySource body) {
        try (body) {
            HttpClientRequest request = connect(head, operation);
            byte[] json = RpcJson.write(operation);
            sign(request, head, operation, json);
            Future<Reply> reply = request.response().map(response -> {
                response.pause();
                String length = response.getHeader(RpcServer.BODY_LENGTH);
                return new Reply(
                        response.statusCode(),
                        new PulledStream(response, IDLE),
                        length == null ? -1 : Long.parseLong(length));
            });
            send(request, json, body, reply);
            return read(head, request, await(reply, head), operation);
        } catch (StreamBrokenException e) {
            throw unreachable(head);
        }
    }

    private static RequestOptions optionsOf(URI address, String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setSsl("https".equals(address.getScheme()))
                .setURI(path)
                .setIdleTimeout(IDLE.toMillis());
    }

    /**
     * A request to the first instance that can be connected to. Only here is another one tried, or the same one again:
     * nothing of the call has been sent yet, and no call is ever sent twice.
     */
    private HttpClientRequest connect(CallHead head, Operation<?> operation) {
        PeerInstances instances = peers.instances(head.audience());
        String path = OperationFamily.path(operation.getClass());
        return patience.connect(head.audience(), () -> connectToOne(instances, path))
                .orElseThrow(() -> unreachable(head));
    }

    private Optional<HttpClientRequest> connectToOne(PeerInstances instances, String path) {
        for (URI address : instances.inTurn()) {
            try {
                return Optional.of(await(http.request(optionsOf(address, path))));
            } catch (ExecutionException | TimeoutException e) {
                if (Thread.currentThread().isInterrupted()) {
                    break; // that says nothing of the instance
                }
                instances.shun(address);
            }
        }
        return Optional.empty();
    }

    private void sign(HttpClientRequest request, CallHead head, Operation<?> operation, byte[] json) {
        SecretBytes secret = secrets.between(self, head.audience().name())
                .orElseThrow(() -> new UntrustedCallException("no secret to call " + head.audience()));
        Map<String, String> fields = head.fields();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.putHeader(name, value);
            }
        });
        List<String> parts = CallHead.signedParts(OperationFamily.path(operation.getClass()), fields::get);
        request.putHeader(CallHead.SIGNATURE, CallSignature.sign(secret, parts, json));
        // Not signed: it decides nothing.
        Traces.current().traceparent().ifPresent(parent -> request.putHeader(Traces.TRACEPARENT, parent));
    }

    private static void send(HttpClientRequest request, byte[] json, BodySource body, Future<Reply> reply) {
        if (body.declaredLength() == 0) {
            request.end(Frames.json(Frames.OPERATION, json)
                    .appendBuffer(Frames.json(Frames.END, RpcJson.write(new BodySource.End(0, Map.of())))));
            return;
        }
        request.setChunked(true);
        request.putHeader(RpcServer.BODY_LENGTH, Long.toString(body.declaredLength()));
        PushedStream stream = new PushedStream(request, IDLE);
        try {
            stream.write(Frames.json(Frames.OPERATION, json));
            new FrameWriter(stream).send(body, reply::isComplete);
            request.end();
        } catch (StreamBrokenException e) {
            if (!reply.succeeded()) { // it may have answered early and closed: then the answer counts
                throw e;
            }
        } catch (RuntimeException e) {
            request.reset(); // the sender of the body went away: an abort, never an end
            throw e;
        }
    }

    private static <R> Answer<R> read(CallHead head, HttpClientRequest request, Reply reply, Operation<R> operation) {
        try {
            return readFrames(head, request, reply, operation);
        } catch (BodyAbortedException e) {
            request.reset();
            throw unreachable(head);
        }
    }

    private static <R> Answer<R> readFrames(
            CallHead head, HttpClientRequest request, Reply reply, Operation<R> operation) {
        FrameReader reader = new FrameReader(reply.body());
        if (reply.status() != 200) {
            request.reset();
            throw new UntrustedCallException("the call was refused with status " + reply.status());
        }
        byte kind = reader.kind();
        byte[] json = reader.json();
        if (kind == Frames.REFUSAL) {
            finish(request, reply);
            throw RpcJson.readError(json);
        }
        if (kind != Frames.RESULT) {
            request.reset();
            throw new BodyAbortedException("an answer between services begins out of place");
        }
        @SuppressWarnings("unchecked") // the operation's own type argument
        R result = (R) RpcJson.read(json, OperationFamily.resultOf(operation.getClass()));
        FramedBody body = new FramedBody(reader, reply.declaredLength(), () -> finish(request, reply));
        if (reply.declaredLength() == 0) {
            drain(body);
            return Answer.of(result);
        }
        return new Answer<>(result, new AnsweredBody(body, () -> unreachable(head)));
    }

    private static void drain(FramedBody body) {
        while (body.next() != null) {
            // an empty body has an end record only
        }
    }

    /** Frees the connection; one that still has bytes of an answer nobody wants is closed. */
    private static void finish(HttpClientRequest request, Reply reply) {
        if (!reply.body().isEnded()) {
            try {
                if (reply.body().next() == null) {
                    return;
                }
            } catch (TimeoutException | StreamBrokenException e) {
                request.reset();
                return;
            }
            request.reset();
        }
    }

    private static <T> T await(Future<T> future, CallHead head) {
        try {
            return await(future);
        } catch (ExecutionException | TimeoutException e) {
            throw unreachable(head);
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(IDLE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    private static AwsException unreachable(CallHead head) {
        return new AwsException(
                "ServiceUnavailable", 503, "The service " + head.audience() + " is not reachable. Please try again.");
    }
}

package dev.coffer.gateway.http;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.platform.logging.RequestScope;
import dev.coffer.platform.metrics.OperationTimers;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** One request and its answer, on a virtual thread. */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    /** A rest of a body up to this many bytes is read away, so that the connection can be used again. */
    static final long DRAIN_KEEPING_CONNECTION = 64 * 1024;
    /** So much is read away of what a client keeps sending, so that it gets to read the answer before the close. */
    static final long DRAIN_BEFORE_CLOSE = 8 * 1024 * 1024;

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final long LINGER_MILLIS = 5_000;

    private static final List<String> STATUS_CLASSES = List.of("none", "1xx", "2xx", "3xx", "4xx", "5xx");

    private final HttpServerRequest request;
    private final Context context;
    private final IncomingBody body;
    private final RequestHead head;

    /** On the event loop, before anything of the body has been handled. */
    Exchange(HttpServerRequest request, Duration bodyIdleTimeout) {
        this.request = request;
        this.context = Vertx.currentContext();
        this.head = RequestHeads.of(request);
        this.body = new IncomingBody(request, context, bodyIdleTimeout);
    }

    RequestHead head() {
        return head;
    }

    /** On a virtual thread. */
    void run(Edge edge, OperationTimers timers) {
        long begun = System.nanoTime();
        Request asked = new Request(head, body, edge.requestIds().next());
        RequestScope.run(
                asked.requestId(),
                () -> Traces.request(name -> head.headers().first(name).orElse(null), () -> {
                    String status = run(edge, asked);
                    timers.record(edge.protocol(), asked.operation().get(), status, System.nanoTime() - begun);
                    describe(Traces.current(), edge, asked);
                }));
    }

    private static void describe(TraceSpan span, Edge edge, Request asked) {
        if (span.isTraced()) {
            span.name(edge.protocol() + " " + asked.operation().get());
            span.note("aws.request_id", asked.requestId());
        }
    }

    /** The class of the answer's status. */
    private String run(Edge edge, Request asked) {
        String requestId = asked.requestId();
        Response response = null;
        try (body) {
            response = edge.handle(asked);
        } catch (BodyAbortedException gone) {
            LOG.debugf("%s %s: %s", requestId, head.method(), gone.getMessage());
        } catch (RuntimeException | Error fault) {
            LOG.errorf(fault, "%s %s %s failed", requestId, head.method(), head.rawPath());
            response = Response.empty(500, Headers.NONE);
        }
        if (response == null) {
            request.connection().close();
            return "aborted";
        }
        OutgoingResponse outgoing = outgoing();
        edge.requestIds().tell(requestId, outgoing::header);
        outgoing.header("date", HttpDate.now());
        outgoing.header("server", "Coffer");
        int status = response.status();
        Traces.current().answered(status);
        answer(outgoing, response, requestId);
        return STATUS_CLASSES.get(status / 100);
    }

    /** Answers what no edge was let to answer. */
    void refuse(Response response) {
        body.close();
        answer(outgoing(), response, "");
    }

    /** Runs {@code begin} as soon as there is something to work on: at once, or when a small body has come in. */
    void whenReady(Runnable begin) {
        body.whenReady(begin);
    }

    private OutgoingResponse outgoing() {
        return new OutgoingResponse(request.response(), STALL);
    }

    private void answer(OutgoingResponse outgoing, Response response, String requestId) {
        boolean reusable = !body.awaitsContinue() && body.outstanding() <= DRAIN_KEEPING_CONNECTION;
        if (!reusable) {
            request.response().putHeader("connection", "close");
        }
        boolean whole = false;
        try (response) {
            whole = outgoing.write(response, head.method().equals("HEAD"));
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "%s: the answer's body failed", requestId);
        }
        if (!whole) {
            request.connection().close();
        } else if (reusable && body.isComplete()) {
            return;
        } else if (reusable) {
            body.discard(DRAIN_KEEPING_CONNECTION, () -> {
                if (!body.isComplete()) {
                    request.connection().close();
                }
            });
        } else {
            long timer = context.owner()
                    .setTimer(LINGER_MILLIS, t -> request.connection().close());
            body.discard(body.awaitsContinue() ? 0 : DRAIN_BEFORE_CLOSE, () -> {
                context.owner().cancelTimer(timer);
                request.connection().close();
            });
        }
    }
}

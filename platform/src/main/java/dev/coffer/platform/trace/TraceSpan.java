package dev.coffer.platform.trace;

import dev.coffer.aws.error.AwsException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;

/**
 * A span of a sampled request, or {@link #NONE}, on which everything is allowed and nothing happens. What it is told is
 * kept by whoever collects traces: names, codes and numbers, never an object's key, a secret or a client's free text.
 */
public final class TraceSpan implements AutoCloseable {
    /** Stands for work that is not traced. */
    public static final TraceSpan NONE = new TraceSpan(Span.getInvalid());

    private static final int FIRST_OF_OURS = 500;

    private final Span span;

    TraceSpan(Span span) {
        this.span = span;
    }

    Span span() {
        return span;
    }

    /** Whether this is a span at all. */
    public boolean isTraced() {
        return span.getSpanContext().isSampled();
    }

    /** Changes its name. */
    public void name(String name) {
        span.updateName(name);
    }

    /** Notes an attribute. */
    public void note(String attribute, String value) {
        span.setAttribute(attribute, value);
    }

    /** Notes an attribute. */
    public void note(String attribute, long value) {
        span.setAttribute(attribute, value);
    }

    /** Notes the status of an answer over HTTP; one of ours (5xx) makes the span one that failed. */
    public void answered(int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= FIRST_OF_OURS) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** Notes why it failed, by code or class alone: messages may name keys. What a requester did wrong is no failure. */
    public void failed(Throwable cause) {
        if (cause instanceof AwsException refusal) {
            span.setAttribute("error.type", refusal.code());
            if (refusal.status() < FIRST_OF_OURS) {
                return;
            }
        } else {
            span.setAttribute("error.type", cause.getClass().getName());
        }
        span.setStatus(StatusCode.ERROR);
    }

    /** Its trace's id, in 32 hexadecimal digits. */
    public Optional<String> traceId() {
        return isTraced() ? Optional.of(span.getSpanContext().getTraceId()) : Optional.empty();
    }

    /** The value of the W3C header {@code traceparent} that makes work elsewhere a part of it. */
    public Optional<String> traceparent() {
        if (!isTraced()) {
            return Optional.empty();
        }
        SpanContext context = span.getSpanContext();
        return Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-01");
    }

    /** It ends. */
    @Override
    public void close() {
        span.end();
    }
}

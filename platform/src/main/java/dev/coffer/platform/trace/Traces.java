package dev.coffer.platform.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The traces of this process. The gateway decides whether a request is sampled; everything that follows from one, in
 * whatever process, becomes a part of its trace, and everything else costs a look at a field. Off until
 * {@link TracesBean} finds them configured.
 */
public final class Traces {
    /** The header, field or attribute that carries a {@link TraceSpan#traceparent}. Source: W3C Trace Context. */
    public static final String TRACEPARENT = "traceparent";

    private static final ScopedValue<TraceSpan> CURRENT = ScopedValue.newInstance();
    private static volatile @Nullable Tracing tracing;

    /**
     * @param ratio the share of requests that are sampled, above 0 and at most 1
     */
    private record Tracing(Tracer tracer, double ratio) {}

    private Traces() {}

    static void start(Tracer tracer, double ratio) {
        tracing = new Tracing(tracer, ratio);
    }

    static void stop() {
        tracing = null;
    }

    /** Whether this process traces anything. */
    public static boolean on() {
        return tracing != null;
    }

    /** What this thread works for. */
    public static TraceSpan current() {
        return on() && CURRENT.isBound() ? CURRENT.get() : TraceSpan.NONE;
    }

    /**
     * Does a client's {@code work}, sampled or not. A client's own {@code traceparent} makes its trace go on here, but
     * chooses nothing: whether a request is sampled is drawn here, whatever the client's flags say, or its trace's id.
     *
     * @param header the request's header fields by name
     */
    public static void request(Function<String, @Nullable String> header, Runnable work) {
        Tracing on = tracing;
        if (on == null || ThreadLocalRandom.current().nextDouble() >= on.ratio()) {
            work.run();
            return;
        }
        Span client = Span.wrap(read(header.apply(TRACEPARENT)));
        part(start(on, SpanName.REQUEST.text(), SpanName.REQUEST, client), () -> {
            work.run();
            return true;
        });
    }

    /** Does {@code work} for another service's span, if its {@code traceparent} says that there is one. */
    public static void continued(Function<String, @Nullable String> header, Runnable work) {
        if (!on()) {
            work.run();
            return;
        }
        SpanContext parent = read(header.apply(TRACEPARENT));
        within(parent.isSampled() ? new TraceSpan(Span.wrap(parent)) : TraceSpan.NONE, () -> {
            work.run();
            return true;
        });
    }

    /** Does {@code work} as a part of what this thread works for. */
    public static <T> T part(SpanName name, Supplier<T> work) {
        return part(name, "", work);
    }

    /** Does {@code work} as a part of what this thread works for, its {@code operation} in the name. */
    public static <T> T part(SpanName name, String operation, Supplier<T> work) {
        Tracing on = tracing;
        if (on == null || !CURRENT.isBound() || !CURRENT.get().isTraced()) {
            return work.get();
        }
        String text = operation.isEmpty() ? name.text() : name.text() + " " + operation;
        return part(start(on, text, name, CURRENT.get().span()), work);
    }

    /** Does {@code work} as a part of a span that is known by its {@code traceparent}; asked for only where traces are on. */
    public static <T> T partOf(Supplier<Optional<String>> traceparent, SpanName name, Supplier<T> work) {
        TraceSpan span = begin(name, traceparent);
        return span.isTraced() ? part(span, work) : work.get();
    }

    /** Begins a part of a span that is known by its {@code traceparent}; asked for only where traces are on. */
    public static TraceSpan begin(SpanName name, Supplier<Optional<String>> traceparent) {
        Tracing on = tracing;
        if (on == null) {
            return TraceSpan.NONE;
        }
        SpanContext parent = traceparent.get().map(Traces::read).orElse(SpanContext.getInvalid());
        return parent.isSampled() ? start(on, name.text(), name, Span.wrap(parent)) : TraceSpan.NONE;
    }

    /** Does {@code work} for {@code span}, on whatever thread, and leaves it open. */
    public static <T> T within(TraceSpan span, Supplier<T> work) {
        return span.isTraced() ? ScopedValue.where(CURRENT, span).call(work::get) : work.get();
    }

    private static <T> T part(TraceSpan span, Supplier<T> work) {
        try (span) {
            try {
                return within(span, work);
            } catch (RuntimeException | Error failure) {
                span.failed(failure);
                throw failure;
            }
        }
    }

    private static TraceSpan start(Tracing on, String text, SpanName name, Span parent) {
        return new TraceSpan(on.tracer()
                .spanBuilder(text)
                .setSpanKind(name.kind())
                .setParent(Context.root().with(parent))
                .startSpan());
    }

    /** Not valid where it is none, or none that can be read. */
    private static SpanContext read(@Nullable String traceparent) {
        return traceparent == null
                ? SpanContext.getInvalid()
                : Span.fromContext(W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), traceparent, ONLY_FIELD))
                        .getSpanContext();
    }

    /** Nothing but the {@code traceparent}: there is no use for a {@code tracestate}. */
    private static final TextMapGetter<String> ONLY_FIELD = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(TRACEPARENT) ? carrier : null;
        }
    };
}

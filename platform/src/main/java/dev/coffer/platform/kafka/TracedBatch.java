package dev.coffer.platform.kafka;

import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import java.util.ArrayList;
import java.util.List;

/**
 * One span for each delivery of a batch whose sender was traced, in its sender's trace, from the moment that the batch is
 * taken up until it has been dealt with. So a request's trace says when its record arrived, whatever it arrived with.
 */
public final class TracedBatch implements AutoCloseable {
    private static final TracedBatch NONE = new TracedBatch(List.of());

    private final List<TraceSpan> spans;

    private TracedBatch(List<TraceSpan> spans) {
        this.spans = spans;
    }

    /** The batch is taken up. */
    public static TracedBatch begin(SpanName name, List<Delivery> batch) {
        if (!Traces.on()) {
            return NONE;
        }
        List<TraceSpan> spans = new ArrayList<>();
        for (Delivery delivery : batch) {
            TraceSpan span = Traces.begin(name, delivery::traceparent);
            if (span.isTraced()) {
                span.note("messaging.system", "kafka");
                span.note("messaging.destination.name", delivery.topic());
                span.note("messaging.batch.message_count", batch.size());
                spans.add(span);
            }
        }
        return new TracedBatch(spans);
    }

    @Override
    public void close() {
        spans.forEach(TraceSpan::close);
    }
}

package dev.coffer.platform.kafka;

import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The header of a record that says of which span it is a part. Source: CloudEvents "Distributed Tracing" extension, Kafka binding. */
public final class TraceHeader {
    private TraceHeader() {}

    /** Adds it; nothing, where nobody is traced. */
    public static void add(ProducerRecord<?, ?> entry, TraceSpan span) {
        span.traceparent()
                .ifPresent(value -> entry.headers().add(Traces.TRACEPARENT, value.getBytes(StandardCharsets.US_ASCII)));
        if (span.isTraced()) {
            span.note("messaging.system", "kafka");
            span.note("messaging.destination.name", entry.topic());
        }
    }
}

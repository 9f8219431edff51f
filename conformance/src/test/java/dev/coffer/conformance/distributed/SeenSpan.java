package dev.coffer.conformance.distributed;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span as a collector sees it.
 *
 * @param service whose it is
 * @param parentId of its parent, empty where it has none
 */
record SeenSpan(
        String service,
        String name,
        String traceId,
        String spanId,
        String parentId,
        boolean failed,
        Map<String, String> attributes) {

    static SeenSpan of(String service, Span span) {
        HexFormat hex = HexFormat.of();
        return new SeenSpan(
                service,
                span.getName(),
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()));
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        a -> a.getValue().hasIntValue()
                                ? Long.toString(a.getValue().getIntValue())
                                : a.getValue().getStringValue()));
    }

    /** An attribute's value as text, empty where it has none. */
    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** Name and service, as {@link TracedPut} expects them. */
    String label() {
        return name + " @ " + service;
    }
}

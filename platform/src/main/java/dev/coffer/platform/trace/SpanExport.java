package dev.coffer.platform.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector by OTLP over HTTP, behind everybody's back: ended spans wait in a bounded queue, and those
 * for which it has no room are dropped. A collector that is away costs spans and nothing else.
 */
final class SpanExport implements AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final Duration BETWEEN_SENDS = Duration.ofSeconds(1);
    private static final Duration LONGEST_SEND = Duration.ofSeconds(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    private static final int MOST_ATTRIBUTES = 16;
    private static final int LONGEST_ATTRIBUTE = 256;

    private final SdkTracerProvider provider;

    /**
     * Starts.
     *
     * @param endpoint of the collector: {@code http://HOST:4318}, to which {@code /v1/traces} is added
     * @param service the service's name in traces
     */
    SpanExport(URI endpoint, String service) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceAll("/+$", "") + "/v1/traces")
                .setTimeout(LONGEST_SEND)
                .build();
        this.provider = provider(
                service,
                BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MOST_WAITING)
                        .setScheduleDelay(BETWEEN_SENDS)
                        .setExporterTimeout(LONGEST_SEND)
                        .build());
    }

    static SdkTracerProvider provider(String service, SpanProcessor processor) {
        return SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", service)
                        .put("service.namespace", "coffer")
                        .build()))
                // Whatever asks for a span has been sampled: by the gateway, once.
                .setSampler(Sampler.alwaysOn())
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MOST_ATTRIBUTES)
                        .setMaxAttributeValueLength(LONGEST_ATTRIBUTE)
                        .build())
                .addSpanProcessor(processor)
                .build();
    }

    Tracer tracer() {
        return provider.get("dev.coffer");
    }

    /** Sends what waits, if that takes no longer than two seconds. */
    @Override
    public void close() {
        provider.shutdown().join(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package dev.coffer.platform.trace;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns traces on where the configuration asks for them; where it does not, nothing of OpenTelemetry's SDK is loaded.
 *
 * <pre>
 * coffer.traces.ratio     share of requests that are sampled, 0 (the default: off) to 1
 * coffer.traces.endpoint  of the collector, OTLP over HTTP: http://HOST:4318
 * </pre>
 */
@ApplicationScoped
public class TracesBean {
    private static final int BEFORE_ALL_WORK = 1;

    private final double ratio;
    private final Optional<URI> endpoint;
    private final String service;
    private Optional<SpanExport> export = Optional.empty();

    TracesBean(
            @ConfigProperty(name = "coffer.traces.ratio", defaultValue = "0") double ratio,
            @ConfigProperty(name = "coffer.traces.endpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "coffer.service", defaultValue = "coffer") String service) {
        this.ratio = ratio;
        this.endpoint = endpoint;
        this.service = service;
    }

    void start(@Observes @Priority(BEFORE_ALL_WORK) StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** @throws IllegalStateException if the configuration makes no sense */
    void start() {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalStateException("coffer.traces.ratio is from 0 to 1, not " + ratio);
        }
        if (ratio > 0) {
            SpanExport started = new SpanExport(collector(), service);
            export = Optional.of(started);
            Traces.start(started.tracer(), ratio);
        }
    }

    void stop() {
        Traces.stop();
        export.ifPresent(SpanExport::close);
    }

    private URI collector() {
        URI collector = endpoint.orElseThrow(() -> new IllegalStateException(
                "coffer.traces.ratio asks for traces, but coffer.traces.endpoint says of no collector"));
        if (!"http".equals(collector.getScheme()) && !"https".equals(collector.getScheme())) {
            throw new IllegalStateException("coffer.traces.endpoint is no http:// or https:// address: " + collector);
        }
        return collector;
    }
}

package dev.coffer.gateway.app;

import dev.coffer.platform.config.ServedRegions;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Makes {@code /_coffer/health/ready} say whether every part of every served region answers, naming each. It is in a group
 * of its own, so that {@code /_coffer/health/group/self} is about this process alone.
 */
@Readiness
@HealthGroup("parts")
@ApplicationScoped
class PartsCheck implements AsyncHealthCheck {
    private final PartsReadiness readiness;

    PartsCheck(ServedRegions regions, Config config) {
        this.readiness = new PartsReadiness(Parts.of(regions.all(), config), System::nanoTime);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().completionStage(readiness::ask).map(PartsCheck::response);
    }

    private static HealthCheckResponse response(Map<String, Boolean> parts) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Parts of every served region")
                .status(parts.values().stream().allMatch(ready -> ready));
        parts.forEach((name, ready) -> response.withData(name, ready ? "UP" : "DOWN"));
        return response.build();
    }

    @PreDestroy
    void close() {
        readiness.close();
    }
}

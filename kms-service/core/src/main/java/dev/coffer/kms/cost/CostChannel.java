package dev.coffer.kms.cost;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.platform.config.ServedRegions;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the cost meter reads: the topics of the regions served here, so that processes of different regions, each with its
 * own database, do not take each other's records. Instances of the same regions share a group.
 */
class CostChannel {
    @Produces
    @ApplicationScoped
    @Identifier("kms-cost-in")
    Map<String, Object> configuration(
            ServedRegions served, @ConfigProperty(name = "coffer.instance", defaultValue = "single") String instance) {
        return Map.of(
                "topics", served.all().stream().map(Topics::kmsAudit).collect(Collectors.joining(",")),
                "group.id",
                        "coffer-kms-cost."
                                + served.all().stream().map(Region::id).collect(Collectors.joining(".")),
                "group.instance.id", instance + "-kms-cost-in");
    }
}

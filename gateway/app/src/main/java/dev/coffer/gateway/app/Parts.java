package dev.coffer.gateway.app;

import dev.coffer.aws.Region;
import dev.coffer.platform.trust.Audience;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Which parts a deployment has: storage and KMS of every served region, and audit and replication where their addresses
 * are known. A service says whether it is ready on its HTTP port, not on its inner port:
 *
 * <pre>
 * coffer.peer.AUDIENCE.url         its inner port, as calls use it
 * coffer.peer.AUDIENCE.health-url  its HTTP port; by default the same host's port 9001
 * </pre>
 */
final class Parts {
    private static final int HTTP_PORT = 9001;
    private static final String READINESS = "/_coffer/health/ready";

    private Parts() {}

    /**
     * Every part, in the order of the regions.
     *
     * @throws IllegalStateException if a served region's storage or KMS has no address
     */
    static List<Part> of(List<Region> regions, Config config) {
        List<Part> parts = new ArrayList<>();
        for (Region region : regions) {
            parts.add(required(Audience.storage(region), config));
            parts.add(required(Audience.kms(region), config));
        }
        find(Audience.AUDIT, config).ifPresent(parts::add);
        find(Audience.REPLICATION, config).ifPresent(parts::add);
        return List.copyOf(parts);
    }

    private static Part required(Audience audience, Config config) {
        return find(audience, config)
                .orElseThrow(() -> new IllegalStateException("coffer.peer." + audience + ".url is not configured"));
    }

    private static Optional<Part> find(Audience audience, Config config) {
        String prefix = "coffer.peer." + audience;
        return config.getOptionalValue(prefix + ".health-url", String.class)
                .map(URI::create)
                .or(() -> config.getOptionalValue(prefix + ".url", String.class).map(url -> httpPort(URI.create(url))))
                .map(address -> new Part(audience.name(), address.resolve(READINESS)));
    }

    private static URI httpPort(URI inner) {
        return URI.create(inner.getScheme() + "://" + inner.getHost() + ":" + HTTP_PORT);
    }
}

package dev.coffer.gateway.app;

import dev.coffer.aws.Region;
import dev.coffer.platform.trust.Audience;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Which parts a deployment has: storage and KMS of every served region, and audit and replication where their addresses
 * are known. A service says whether it is ready on its HTTP port, not on its inner port:
 *
 * <pre>
 * coffer.peer.AUDIENCE.url         its inner port, as calls use it
 * coffer.peer.AUDIENCE.health-url  its HTTP port; by default the same host's port 9001
 * </pre>
 *
 * Of several instances either has all addresses with commas between them, and each instance is a part.
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
            parts.addAll(required(Audience.storage(region), config));
            parts.addAll(required(Audience.kms(region), config));
        }
        parts.addAll(find(Audience.AUDIT, config));
        parts.addAll(find(Audience.REPLICATION, config));
        return List.copyOf(parts);
    }

    private static List<Part> required(Audience audience, Config config) {
        List<Part> instances = find(audience, config);
        if (instances.isEmpty()) {
            throw new IllegalStateException("coffer.peer." + audience + ".url is not configured");
        }
        return instances;
    }

    private static List<Part> find(Audience audience, Config config) {
        String prefix = "coffer.peer." + audience;
        List<URI> addresses = config.getOptionalValue(prefix + ".health-url", String.class)
                .map(Parts::addresses)
                .or(() -> config.getOptionalValue(prefix + ".url", String.class)
                        .map(urls ->
                                addresses(urls).stream().map(Parts::httpPort).toList()))
                .orElse(List.of());
        return addresses.stream()
                .map(address -> new Part(
                        addresses.size() == 1 ? audience.name() : audience.name() + " at " + address.getAuthority(),
                        address.resolve(READINESS)))
                .toList();
    }

    private static List<URI> addresses(String urls) {
        return Arrays.stream(urls.split(","))
                .map(String::strip)
                .map(URI::create)
                .toList();
    }

    private static URI httpPort(URI inner) {
        return URI.create(inner.getScheme() + "://" + inner.getHost() + ":" + HTTP_PORT);
    }
}

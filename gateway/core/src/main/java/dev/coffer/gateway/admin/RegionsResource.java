package dev.coffer.gateway.admin;

import dev.coffer.aws.Region;
import dev.coffer.gateway.directory.RegionStates;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.platform.config.ServedRegions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Regions: which there are, and stopping and starting them. */
@ApplicationScoped
class RegionsResource implements AdminResource {
    private final ServedRegions regions;
    private final RegionStates states;

    RegionsResource(ServedRegions regions, RegionStates states) {
        this.regions = regions;
        this.states = states;
    }

    private record RegionState(Region region, boolean stopped) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/regions", "ListRegions", Set.of(), this::list),
                Route.put("/regions/{region}", "UpdateRegion", this::update));
    }

    private Object list(AdminCall call) {
        return Map.of(
                "regions",
                regions.all().stream()
                        .map(region -> new RegionState(region, states.isStopped(region)))
                        .toList());
    }

    private Object update(AdminCall call) {
        Region region = call.region("region");
        if (!regions.serves(region)) {
            throw IdentityErrors.noSuchEntity("The region " + region);
        }
        boolean stopped = call.fields()
                .only("a region", Set.of("stopped"))
                .flag("stopped")
                .orElseThrow(() -> IdentityErrors.invalid("Missing: stopped."));
        states.set(region, stopped);
        return new RegionState(region, stopped);
    }
}

package dev.coffer.gateway.admin;

import dev.coffer.aws.Region;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.replication.api.LinkState;
import dev.coffer.replication.api.ListLinks;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.api.SetLink;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Links between regions, and what waits to cross them. */
@ApplicationScoped
class LinksResource implements AdminResource {
    private static final int MAX_LATENCY_MS = 600_000;

    private final ServedRegions regions;
    private final ReplicationApi replication;

    LinksResource(ServedRegions regions, ReplicationApi replication) {
        this.regions = regions;
        this.replication = replication;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/links", "ListLinks", Set.of(), call -> replication.call(new ListLinks(), call.caller())),
                Route.put("/links/{from}/{to}", "UpdateLink", this::update),
                Route.get(
                        "/replication",
                        "GetReplicationBacklog",
                        Set.of("bucket"),
                        call -> replication.call(new ReplicationBacklog(call.optional("bucket")), call.caller())));
    }

    private Object update(AdminCall call) {
        Region from = served(call.region("from"));
        Region to = served(call.region("to"));
        if (from.equals(to)) {
            throw IdentityErrors.invalid("A link has two ends.");
        }
        JsonFields fields = call.fields().only("a link", Set.of("cut", "latencyMs", "lossPercent", "bytesPerSecond"));
        LinkState state = new LinkState(
                fields.flag("cut").orElse(false),
                fields.integer("latencyMs", 0, MAX_LATENCY_MS).orElse(0),
                fields.decimal("lossPercent", 0, 100).orElse(0.0),
                fields.number("bytesPerSecond", 0, Long.MAX_VALUE).orElse(0L));
        replication.call(new SetLink(from, to, state), call.caller());
        return new ListLinks.Link(from, to, state);
    }

    private Region served(Region region) {
        if (!regions.serves(region)) {
            throw IdentityErrors.noSuchEntity("The region " + region);
        }
        return region;
    }
}

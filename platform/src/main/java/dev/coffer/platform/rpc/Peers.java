package dev.coffer.platform.rpc;

import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.UntrustedCallException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;

/** Where the other services are: {@code coffer.peer.AUDIENCE.url}, of several instances with commas between them. */
public final class Peers {
    private final Config config;
    private final Map<Audience, PeerInstances> known = new ConcurrentHashMap<>();

    /** @param config the process's configuration */
    public Peers(Config config) {
        this.config = config;
    }

    /** @throws UntrustedCallException if this deployment lets us not talk to {@code audience} */
    PeerInstances instances(Audience audience) {
        return known.computeIfAbsent(audience, this::find);
    }

    private PeerInstances find(Audience audience) {
        return config.getOptionalValue("coffer.peer." + audience + ".url", String.class)
                .map(PeerInstances::parse)
                .orElseThrow(() -> new UntrustedCallException("coffer.peer." + audience + ".url is not configured"));
    }
}

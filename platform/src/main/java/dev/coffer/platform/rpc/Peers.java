package dev.coffer.platform.rpc;

import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.UntrustedCallException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Where the other services are: {@code coffer.peer.AUDIENCE.url}. */
public final class Peers {
    private final Config config;

    /** @param config the process's configuration */
    public Peers(Config config) {
        this.config = config;
    }

    /** @throws UntrustedCallException if this deployment lets us not talk to {@code audience} */
    URI address(Audience audience) {
        return find(audience)
                .orElseThrow(() -> new UntrustedCallException("coffer.peer." + audience + ".url is not configured"));
    }

    private Optional<URI> find(Audience audience) {
        return config.getOptionalValue("coffer.peer." + audience + ".url", String.class)
                .map(URI::create);
    }
}

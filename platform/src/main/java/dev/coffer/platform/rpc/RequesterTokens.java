package dev.coffer.platform.rpc;

import dev.coffer.api.Operation;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import java.util.Map;

/** Where the tokens come from that prove for whom a call is made: signed by the gateway, handed on by all others. */
public interface RequesterTokens {

    /**
     * The token for {@code audience}.
     *
     * @throws dev.coffer.platform.trust.UntrustedCallException if this service has none for this requester
     */
    String token(Caller caller, Audience audience);

    /** Tokens that {@code audience} needs to serve {@code operation} in turn. */
    Map<String, String> forward(Caller caller, Audience audience, Operation<?> operation);
}

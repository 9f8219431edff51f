package dev.coffer.platform.rpc;

import dev.coffer.api.Operation;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.UntrustedCallException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hands on the tokens that came with the caller: a service can act only for a requester whom the gateway has just
 * authenticated, and only where the gateway said.
 */
public final class ForwardedTokens implements RequesterTokens {
    @Override
    public String token(Caller caller, Audience audience) {
        String token = caller.forwardTokens().get(audience.name());
        if (token == null) {
            throw new UntrustedCallException("no token to call " + audience + " for this requester");
        }
        return token;
    }

    @Override
    public Map<String, String> forward(Caller caller, Audience audience, Operation<?> operation) {
        if (!audience.name().startsWith("storage.")) {
            return Map.of();
        }
        return caller.forwardTokens().entrySet().stream()
                .filter(token -> !token.getKey().equals(audience.name()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

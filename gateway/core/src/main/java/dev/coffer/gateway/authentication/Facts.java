package dev.coffer.gateway.authentication;

import dev.coffer.gateway.http.Request;
import dev.coffer.identity.RequestFacts;

/** The facts of a request, for conditions and the audit trail. */
final class Facts {
    private static final int MAX_USER_AGENT = 1024;

    private Facts() {}

    static RequestFacts of(Request request) {
        String agent = request.head().headers().first("user-agent").orElse("");
        return new RequestFacts(
                request.requestId(),
                request.head().remoteAddress(),
                agent.length() > MAX_USER_AGENT ? agent.substring(0, MAX_USER_AGENT) : agent,
                request.head().tls());
    }
}

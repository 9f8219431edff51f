package dev.coffer.platform.rpc;

import dev.coffer.aws.Region;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.trust.Audience;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call between services but for its operation and body, as its header fields say it.
 *
 * @param service the caller's own name
 * @param audience who is called
 * @param region the region of the call, where it has one
 * @param time when it was made
 * @param facts the request that it serves
 * @param requesterToken for whom; none in calls that a service makes for itself
 * @param forwardTokens tokens by audience with which the callee may act for the requester
 */
record CallHead(
        String service,
        Audience audience,
        Optional<Region> region,
        Instant time,
        RequestFacts facts,
        Optional<String> requesterToken,
        Map<String, String> forwardTokens) {

    static final String SERVICE = "coffer-service";
    static final String AUDIENCE = "coffer-audience";
    static final String REGION = "coffer-region";
    static final String TIME = "coffer-time";
    static final String FACTS = "coffer-facts";
    static final String REQUESTER = "coffer-requester";
    static final String FORWARD = "coffer-forward";
    static final String SIGNATURE = "coffer-signature";

    private record Forward(Map<String, String> tokens) {}

    /** Header fields by name; empty ones are not sent. */
    Map<String, String> fields() {
        return Map.of(
                SERVICE, service,
                AUDIENCE, audience.name(),
                REGION, region.map(Region::id).orElse(""),
                TIME, time.toString(),
                FACTS, encode(facts),
                REQUESTER, requesterToken.orElse(""),
                FORWARD, forwardTokens.isEmpty() ? "" : encode(new Forward(forwardTokens)));
    }

    /** What is signed, in order. */
    static List<String> signedParts(String path, Function<String, @Nullable String> field) {
        return List.of(
                "POST",
                path,
                text(field, SERVICE),
                text(field, AUDIENCE),
                text(field, REGION),
                text(field, TIME),
                text(field, FACTS),
                text(field, REQUESTER),
                text(field, FORWARD));
    }

    /** @throws RuntimeException if a field is missing or malformed; read it only after its signature held */
    static CallHead of(Function<String, @Nullable String> field) {
        String region = text(field, REGION);
        String requester = text(field, REQUESTER);
        String forward = text(field, FORWARD);
        return new CallHead(
                text(field, SERVICE),
                new Audience(text(field, AUDIENCE)),
                region.isEmpty() ? Optional.empty() : Optional.of(new Region(region)),
                Instant.parse(text(field, TIME)),
                RpcJson.read(Base64.getUrlDecoder().decode(text(field, FACTS)), RequestFacts.class),
                requester.isEmpty() ? Optional.empty() : Optional.of(requester),
                forward.isEmpty()
                        ? Map.of()
                        : RpcJson.read(Base64.getUrlDecoder().decode(forward), Forward.class)
                                .tokens());
    }

    static String text(Function<String, @Nullable String> field, String name) {
        String value = field.apply(name);
        return value == null ? "" : value;
    }

    private static String encode(Object value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(RpcJson.write(value));
    }
}

package dev.coffer.gateway.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.gateway.authentication.SmallRequests.Authenticated;
import dev.coffer.gateway.http.Edge;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.http.RequestIdStyle;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.json.JsonProtocol;
import dev.coffer.gateway.json.WireRecords;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.policy.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code X-Amz-Target: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.OPERATION}, or its last two parts only.
 * Events are looked up in the trail; there are no trails that deliver log files yet, and the calls that ask for them say
 * so as AWS does in an account without any.
 */
@ApplicationScoped
public class CloudTrailEdge implements Edge {
    private static final String TARGET = "CloudTrail_20131101.";
    private static final String LONG_TARGET = "com.amazonaws.cloudtrail.v20131101." + TARGET;
    private static final WireRecords WIRE = new WireRecords(WireRecords::upperCamel);
    private static final Map<String, Map<String, List<?>>> EMPTY_LISTS = Map.of(
            "DescribeTrails", Map.of("trailList", List.of()),
            "ListTrails", Map.of("Trails", List.of()),
            "ListPublicKeys", Map.of("PublicKeyList", List.of()));
    private static final Map<String, String> OF_ONE_TRAIL =
            Map.of("GetTrailStatus", "Name", "GetTrail", "Name", "GetEventSelectors", "TrailName");

    private static final Set<String> OPERATIONS = Stream.of(
                    Set.of("LookupEvents"), EMPTY_LISTS.keySet(), OF_ONE_TRAIL.keySet())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final JsonProtocol protocol;
    private final AuditApi audit;
    private final IdentityPolicies policies;
    private final CofferClock clock;

    CloudTrailEdge(JsonProtocol protocol, AuditApi audit, PolicySets policySets, CofferClock clock) {
        this.protocol = protocol;
        this.audit = audit;
        this.policies = new IdentityPolicies(policySets);
        this.clock = clock;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public boolean accepts(RequestHead head) {
        return head.method().equals("POST")
                && (target(head).startsWith(TARGET) || target(head).startsWith(LONG_TARGET));
    }

    @Override
    public String protocol() {
        return "cloudtrail";
    }

    @Override
    public RequestIdStyle requestIds() {
        return RequestIdStyle.UUID_STYLE;
    }

    @Override
    public Response handle(Request request) {
        String target = target(request.head());
        String name = target.substring(target.lastIndexOf('.') + 1);
        if (OPERATIONS.contains(name)) {
            request.operation().is(name);
        }
        return protocol.answer(request, "cloudtrail", WIRE, (input, authenticated) -> {
            if (name.equals("LookupEvents")) {
                return audit.call(WIRE.read(input, LookupEvents.class), authenticated.region(), authenticated.caller());
            }
            if (EMPTY_LISTS.containsKey(name)) {
                authorise(name, authenticated);
                return EMPTY_LISTS.get(name);
            }
            if (OF_ONE_TRAIL.containsKey(name)) {
                authorise(name, authenticated);
                throw unknownTrail(input.path(OF_ONE_TRAIL.get(name)), authenticated);
            }
            throw JsonProtocol.unsupported(name);
        });
    }

    private void authorise(String name, Authenticated request) {
        String action = "cloudtrail:" + name;
        Decision decision = policies.decide(
                request.caller(), PolicyRequests.of(request.caller(), action, "*", request.region(), clock.real()));
        if (!decision.isAllow()) {
            throw new AwsException(
                    "AccessDeniedException",
                    400,
                    "User: " + request.caller().principal().arn() + " is not authorized to perform: " + action + " "
                            + decision.because(action));
        }
    }

    private static AwsException unknownTrail(JsonNode name, Authenticated request) {
        return new AwsException(
                "TrailNotFoundException",
                400,
                "Unknown trail: " + name.asText("") + " for the user: "
                        + request.caller().principal().account());
    }

    private static String target(RequestHead head) {
        return head.headers().first("x-amz-target").orElse("");
    }
}

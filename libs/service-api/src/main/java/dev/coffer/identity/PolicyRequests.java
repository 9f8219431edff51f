package dev.coffer.identity;

import dev.coffer.aws.Region;
import dev.coffer.policy.PolicyRequest;
import dev.coffer.policy.Requester;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What policies see of a caller: the requester and the global condition keys. A service adds its own keys with
 * {@link PolicyRequest#plus}. Source: "AWS global condition context keys", IAM User Guide.
 */
public final class PolicyRequests {
    private PolicyRequests() {}

    /**
     * @param action such as {@code kms:Decrypt}
     * @param resource its ARN, or {@code *} where the operation has none
     * @param region where the call is made
     * @param now the time of the request
     */
    public static PolicyRequest of(Caller caller, String action, String resource, Region region, Instant now) {
        Map<String, List<String>> context = new HashMap<>();
        context.put("aws:sourceip", List.of(caller.facts().sourceIp()));
        context.put("aws:useragent", List.of(caller.facts().userAgent()));
        context.put(
                "aws:securetransport",
                List.of(String.valueOf(!caller.facts().tls().isEmpty())));
        context.put(
                "aws:currenttime", List.of(now.truncatedTo(ChronoUnit.SECONDS).toString()));
        context.put("aws:epochtime", List.of(String.valueOf(now.getEpochSecond())));
        context.put("aws:requestedregion", List.of(region.id()));
        context.put("aws:viaawsservice", List.of(String.valueOf(caller.via().isPresent())));
        principal(caller.principal(), context);
        return new PolicyRequest(action, resource, requester(caller.principal()), context);
    }

    /** The principal as a policy's Principal element sees it. */
    public static Requester requester(Principal principal) {
        return switch (principal) {
            case Principal.Anonymous anonymous -> new Requester.Anonymous();
            case Principal.Root root -> Requester.Identity.root(root.account().value());
            case Principal.IamUser user ->
                new Requester.Identity(
                        user.arn(), user.policyArn(), user.account().value());
            case Principal.AssumedRole role ->
                new Requester.Identity(
                        role.arn(), role.policyArn(), role.account().value());
        };
    }

    private static void principal(Principal principal, Map<String, List<String>> context) {
        String type = switch (principal) {
            case Principal.Anonymous anonymous -> "Anonymous";
            case Principal.Root root -> "Account";
            case Principal.IamUser user -> {
                context.put("aws:username", List.of(user.userName()));
                yield "User";
            }
            case Principal.AssumedRole role -> {
                context.put(
                        "aws:tokenissuetime",
                        List.of(role.issuedAt().truncatedTo(ChronoUnit.SECONDS).toString()));
                yield "AssumedRole";
            }
        };
        context.put("aws:principaltype", List.of(type));
        context.put("aws:userid", List.of(principal.principalId()));
        if (!(principal instanceof Principal.Anonymous)) {
            context.put("aws:principalarn", List.of(principal.policyArn()));
            context.put("aws:principalaccount", List.of(principal.account().value()));
        }
    }
}

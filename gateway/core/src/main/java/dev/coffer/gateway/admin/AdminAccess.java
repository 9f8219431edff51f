package dev.coffer.gateway.admin;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.gateway.identity.AccountViews;
import dev.coffer.identity.Caller;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.policy.Decision;
import dev.coffer.policy.PolicyRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who may do what here: an account's root everything, others what their identity policies allow of {@code coffer:*} on
 * {@code arn:aws:coffer:::PATH}. The identities of another account are for the operator's account only, the oldest one.
 */
@ApplicationScoped
class AdminAccess {
    private final IdentityPolicies policies;
    private final AccountViews accounts;
    private final CofferClock clock;

    AdminAccess(PolicySets policySets, AccountViews accounts, CofferClock clock) {
        this.policies = new IdentityPolicies(policySets);
        this.accounts = accounts;
        this.clock = clock;
    }

    /** @throws AwsException {@code AccessDenied} */
    void check(Caller caller, Route route, String path, Region region) {
        String resource = "arn:aws:coffer:::" + path.substring(1);
        PolicyRequest request = PolicyRequests.of(caller, route.action(), resource, region, clock.real());
        Decision decision = policies.decide(caller, request);
        if (!decision.isAllow()) {
            throw denied(caller, route.action(), resource, decision.because(route.action()));
        }
    }

    /** @throws AwsException {@code AccessDenied} if the account is neither the caller's nor the caller the operator */
    void checkAccount(Caller caller, AccountId account) {
        if (!caller.principal().account().equals(account) && !isOperator(caller)) {
            throw denied(
                    caller,
                    "this",
                    "account " + account,
                    "because only the operator's account may reach into other accounts");
        }
    }

    /** Whether the caller belongs to the deployment's oldest account. */
    boolean isOperator(Caller caller) {
        return accounts.all().getFirst().id().equals(caller.principal().account());
    }

    private static AwsException denied(Caller caller, String action, String resource, String because) {
        return new AwsException(
                "AccessDenied",
                403,
                "User: " + caller.principal().arn() + " is not authorized to perform: " + action + " on resource: "
                        + resource + " " + because);
    }
}

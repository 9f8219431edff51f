package dev.coffer.audit;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.identity.Caller;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.policy.Decision;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may look the trail up: an account's root, and whom an identity policy lets. */
@ApplicationScoped
class TrailAccess {
    private final IdentityPolicies policies;
    private final CofferClock clock;

    TrailAccess(PolicySets sets, CofferClock clock) {
        this.policies = new IdentityPolicies(sets);
        this.clock = clock;
    }

    /** @throws AwsException {@code AccessDeniedException} */
    void check(Caller caller, String action, Region region) {
        Decision decision = policies.decide(caller, PolicyRequests.of(caller, action, "*", region, clock.real()));
        if (!decision.isAllow()) {
            throw new AwsException(
                    "AccessDeniedException",
                    400,
                    "User: " + caller.principal().arn() + " is not authorized to perform: " + action + " "
                            + decision.because(action));
        }
    }
}

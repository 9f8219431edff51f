package dev.coffer.gateway.s3;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.identity.Caller;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.policy.Decision;
import java.time.InstantSource;
import java.util.Optional;

/** {@code s3:ListAllMyBuckets}: the one S3 permission that no bucket's region decides. */
final class ListBucketsRight {
    private static final String ACTION = "s3:ListAllMyBuckets";

    private final IdentityPolicies policies;
    private final InstantSource time;

    ListBucketsRight(PolicySets sets, InstantSource time) {
        this.policies = new IdentityPolicies(sets);
        this.time = time;
    }

    void check(Caller caller, Optional<Region> signedFor) {
        Region region = signedFor.orElseThrow(S3Error.ACCESS_DENIED::error);
        Decision decision =
                policies.decide(caller, PolicyRequests.of(caller, ACTION, "arn:aws:s3:::*", region, time.instant()));
        if (!(decision instanceof Decision.Allow)) {
            throw S3Error.ACCESS_DENIED.because("User: " + caller.principal().arn() + " is not authorized to perform: "
                    + ACTION + " because no identity-based policy allows the " + ACTION + " action");
        }
    }
}

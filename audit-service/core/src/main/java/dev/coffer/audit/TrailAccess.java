package dev.coffer.audit;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may look the trail up: an account's root, and whom an identity policy lets. */
@ApplicationScoped
class TrailAccess {

    /** @throws AwsException {@code AccessDeniedException} */
    void check(Caller caller, String action, Region region) {
        if (!(caller.principal() instanceof Principal.Root)) {
            throw new AwsException(
                    "AccessDeniedException",
                    400,
                    "User: " + caller.principal().arn() + " is not authorized to perform: " + action
                            + " because no identity-based policy allows the " + action + " action");
        }
    }
}

package dev.coffer.policy;

import dev.coffer.policy.Decision.Allow;
import dev.coffer.policy.Decision.ExplicitDeny;
import dev.coffer.policy.Decision.Grantee;
import dev.coffer.policy.Decision.ImplicitDeny;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides. Within one kind of policy an explicit deny wins over every allow, and silence is an implicit deny. Source:
 * "Policy evaluation logic", IAM User Guide.
 */
public final class PolicyEvaluation {
    private PolicyEvaluation() {}

    /** What the identity policies of the requester say, taken together; their Principal elements (if any) don't count. */
    public static Decision identity(List<PolicyDocument> documents, PolicyRequest request) {
        boolean allowed = false;
        for (PolicyDocument document : documents) {
            for (Statement statement : document.statements()) {
                if (statement.isAbout(request)) {
                    if (statement.effect() == Effect.DENY) {
                        return new ExplicitDeny(PolicyType.IDENTITY, statement.sid());
                    }
                    allowed = true;
                }
            }
        }
        return allowed ? new Allow(PolicyType.IDENTITY, Grantee.PRINCIPAL) : new ImplicitDeny(PolicyType.IDENTITY);
    }

    /** What a resource's own policy (a key policy, a bucket policy) says. */
    public static Decision resource(PolicyDocument document, PolicyRequest request) {
        return ofPrincipals(document, request, PolicyType.RESOURCE);
    }

    /** What a role's trust policy says of {@code sts:AssumeRole} and its like. */
    public static Decision trust(PolicyDocument document, PolicyRequest request) {
        return ofPrincipals(document, request, PolicyType.TRUST);
    }

    private static Decision ofPrincipals(PolicyDocument document, PolicyRequest request, PolicyType type) {
        @Nullable Grantee strongest = null;
        for (Statement statement : document.statements()) {
            @Nullable Grantee grantee = statement.principals().grantee(request.requester());
            if (grantee == null || !statement.isAbout(request)) {
                continue;
            }
            if (statement.effect() == Effect.DENY) {
                return new ExplicitDeny(type, statement.sid());
            }
            if (strongest != Grantee.PRINCIPAL) {
                strongest = grantee;
            }
        }
        return strongest == null ? new ImplicitDeny(type) : new Allow(type, strongest);
    }
}

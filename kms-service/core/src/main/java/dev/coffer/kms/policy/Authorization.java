package dev.coffer.kms.policy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.identity.PolicyRequests;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.grant.Grants;
import dev.coffer.kms.key.KeyPolicy;
import dev.coffer.kms.key.KmsKey;
import dev.coffer.policy.Decision;
import dev.coffer.policy.Decision.Allow;
import dev.coffer.policy.Decision.Grantee;
import dev.coffer.policy.PolicyEvaluation;
import dev.coffer.policy.PolicyRequest;
import java.util.List;
import java.util.Map;

/**
 * Who may do what. The key policy is the root of trust: it allows a principal itself, or it allows the account, whose
 * identity policies then decide; beside it, grants allow single principals. An explicit deny wins over all of them. Across
 * accounts both sides must allow. Source: "Determining access to AWS KMS keys", AWS KMS Developer Guide.
 */
public final class Authorization {
    private final IdentityPolicies identities;

    /** Decides with the identity policies of callers. */
    public Authorization(IdentityPolicies identities) {
        this.identities = identities;
    }

    /** @throws AwsException {@code AccessDeniedException} if the caller may not use the key so */
    public void require(KeyUse use, KmsCall call) {
        PolicyRequest request = request(use.action(), use.key().arn(), call, ConditionKeys.of(use, call));
        Decision resource = PolicyEvaluation.resource(use.key().policy().document(), request);
        if (resource.isExplicitDeny()) {
            throw denied(request, resource, call);
        }
        Decision identity = identities.decide(call.caller(), request);
        if (identity.isExplicitDeny()) {
            throw denied(request, identity, call);
        }
        boolean byResource = resource.isAllow() || Grants.allow(use, call.caller());
        if (!byResource) {
            throw denied(request, resource, call);
        }
        if (!identity.isAllow() && needsIdentity(use, resource, call)) {
            throw denied(request, identity, call);
        }
    }

    /** Whether what the key's side allows is not enough: for another account's principals, and where it allows the account. */
    private static boolean needsIdentity(KeyUse use, Decision resource, KmsCall call) {
        if (!call.account().equals(use.key().id().account())) {
            return true;
        }
        boolean named = resource instanceof Allow allow && allow.grantee() == Grantee.PRINCIPAL;
        return !named && !Grants.allow(use, call.caller());
    }

    /**
     * For what concerns no key of the store: identity policies alone decide.
     *
     * @param resource an alias's ARN, or {@code *}
     * @throws AwsException {@code AccessDeniedException}
     */
    public void requireInAccount(String action, String resource, KmsCall call) {
        PolicyRequest request = request(action, resource, call, ConditionKeys.of(call));
        Decision identity = identities.decide(call.caller(), request);
        if (!identity.isAllow()) {
            throw denied(request, identity, call);
        }
    }

    /** Whether the caller could put the next policy, if {@code policy} were the key's: AWS's lockout safety check. */
    public boolean keepsControl(KmsKey key, KeyPolicy policy, KmsCall call) {
        try {
            require(KeyUse.control("kms:PutKeyPolicy", key.with(policy)), call);
            return true;
        } catch (AwsException e) {
            if (KmsError.ACCESS_DENIED.is(e)) {
                return false;
            }
            throw e;
        }
    }

    private static PolicyRequest request(
            String action, String resource, KmsCall call, Map<String, List<String>> conditions) {
        return PolicyRequests.of(call.caller(), action, resource, call.region(), call.time())
                .plus(conditions);
    }

    private static AwsException denied(PolicyRequest request, Decision decision, KmsCall call) {
        return KmsError.ACCESS_DENIED.because("User: "
                + call.caller().principal().arn()
                + " is not authorized to perform: " + request.action() + " on resource: " + request.resource() + " "
                + decision.because(request.action()));
    }
}

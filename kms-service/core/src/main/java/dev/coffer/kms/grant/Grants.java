package dev.coffer.kms.grant;

import dev.coffer.identity.Caller;
import dev.coffer.kms.policy.KeyUse;

/** Whether a grant allows what a key's policy doesn't. */
public final class Grants {
    private Grants() {}

    /** Whether a grant on the key is the caller's, lists the operation, and is for this encryption context. */
    public static boolean allow(KeyUse use, Caller caller) {
        if (use.key().grants().isEmpty()) {
            return false;
        }
        return use.key().grants().stream()
                .anyMatch(grant -> isFor(grant, caller)
                        && grant.operations().contains(use.operation())
                        && (!use.cryptographic() || grant.constraint().holds(use.context())));
    }

    private static boolean isFor(KeyGrant grant, Caller caller) {
        return names(grant.grantee(), caller);
    }

    /** Whether an ARN names the caller: the principal itself, or the role of its session. */
    static boolean names(String arn, Caller caller) {
        return arn.equals(caller.principal().arn())
                || arn.equals(caller.principal().policyArn());
    }
}

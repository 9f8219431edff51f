package dev.coffer.storage.encryption.bucketkey;

import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;

/**
 * Among whom a bucket key may be shared: one user, one account's root, or the sessions of one role under one session
 * policy.
 *
 * @param policyArn of user, root or role, never of a session
 * @param sessionPolicyHash empty where there is none
 */
public record Requester(String policyArn, String sessionPolicyHash) {
    /** Who asks. */
    public static Requester of(Caller caller) {
        Principal principal = caller.principal();
        String session = principal instanceof Principal.AssumedRole role ? role.sessionPolicyHash() : "";
        return new Requester(principal.policyArn(), session);
    }
}

package dev.coffer.gateway.identity;

import dev.coffer.policy.PolicyType;

/**
 * A role as the accounts file and the admin API describe it.
 *
 * @param trust its trust policy, JSON
 */
public record RoleEntry(String name, String trust, PolicySet policies) {
    /** @throws dev.coffer.aws.error.AwsException {@code ValidationError}, {@code MalformedPolicyDocument} */
    public RoleEntry {
        EntityNames.check(name);
        PolicySet.check(trust, PolicyType.TRUST);
    }
}

package dev.coffer.kms.api;

import dev.coffer.api.Nothing;
import java.util.Optional;

/**
 * Replaces the key policy.
 *
 * @param policyName {@code default} or none
 * @param bypassPolicyLockoutSafetyCheck true: even a policy that would not let the caller put another one
 */
public record PutKeyPolicy(
        String keyId, Optional<String> policyName, String policy, Optional<Boolean> bypassPolicyLockoutSafetyCheck)
        implements KmsControlOperation<Nothing> {}

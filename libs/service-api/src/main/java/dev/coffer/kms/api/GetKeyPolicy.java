package dev.coffer.kms.api;

import java.util.Optional;

/**
 * The key policy.
 *
 * @param policyName {@code default} or none
 */
public record GetKeyPolicy(String keyId, Optional<String> policyName)
        implements KmsControlOperation<GetKeyPolicy.Result> {
    /** The document as it was put. */
    public record Result(String policy, String policyName) {}
}

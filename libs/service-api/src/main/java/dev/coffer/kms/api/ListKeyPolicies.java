package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/** The names of the policies of a key: there is one, {@code default}. */
public record ListKeyPolicies(String keyId, Optional<Integer> limit, Optional<String> marker)
        implements KmsControlOperation<ListKeyPolicies.Result> {
    /** A page. */
    public record Result(List<String> policyNames, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            policyNames = List.copyOf(policyNames);
        }
    }
}

package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/**
 * The grants of a key.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record ListGrants(
        String keyId,
        Optional<String> grantId,
        Optional<String> granteePrincipal,
        Optional<Integer> limit,
        Optional<String> marker)
        implements KmsControlOperation<ListGrants.Result> {
    /** A page. */
    public record Result(List<Grant> grants, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            grants = List.copyOf(grants);
        }
    }
}

package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/** The grants that a principal may retire. */
public record ListRetirableGrants(String retiringPrincipal, Optional<Integer> limit, Optional<String> marker)
        implements KmsControlOperation<ListRetirableGrants.Result> {
    /** A page. */
    public record Result(List<Grant> grants, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            grants = List.copyOf(grants);
        }
    }
}

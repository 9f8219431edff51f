package dev.coffer.kms.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The aliases of the caller's account in the region, in order of their names.
 *
 * @param keyId only those of this key, id or ARN
 */
public record ListAliases(Optional<String> keyId, Optional<Integer> limit, Optional<String> marker)
        implements KmsControlOperation<ListAliases.Result> {
    /** A page. */
    public record Result(List<Alias> aliases, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            aliases = List.copyOf(aliases);
        }
    }

    /** One alias. */
    public record Alias(
            String aliasName,
            String aliasArn,
            Optional<String> targetKeyId,
            Optional<Instant> creationDate,
            Optional<Instant> lastUpdatedDate) {}
}

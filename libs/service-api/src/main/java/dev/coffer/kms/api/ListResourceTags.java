package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/**
 * The tags of a key in order of their keys.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record ListResourceTags(String keyId, Optional<Integer> limit, Optional<String> marker)
        implements KmsControlOperation<ListResourceTags.Result> {
    /** A page. */
    public record Result(List<Tag> tags, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            tags = List.copyOf(tags);
        }
    }
}

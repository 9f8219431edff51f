package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/** The keys of the caller's account in the region, in order of their ids. */
public record ListKeys(Optional<Integer> limit, Optional<String> marker)
        implements KmsControlOperation<ListKeys.Result> {
    /** A page. */
    public record Result(List<Key> keys, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            keys = List.copyOf(keys);
        }
    }

    /** One key. */
    public record Key(String keyId, String keyArn) {}
}

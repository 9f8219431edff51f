package dev.coffer.kms.api;

import java.util.Map;

/** When a grant holds: the request context has at least, or exactly, these pairs. An empty map is no constraint. */
public record GrantConstraints(
        Map<String, String> encryptionContextSubset, Map<String, String> encryptionContextEquals) {
    /** Copies the collections. */
    public GrantConstraints {
        encryptionContextSubset = Map.copyOf(encryptionContextSubset);
        encryptionContextEquals = Map.copyOf(encryptionContextEquals);
    }
}

package dev.coffer.kms.api;

import dev.coffer.api.Nothing;
import java.util.List;

/**
 * Removes tags.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record UntagResource(String keyId, List<String> tagKeys) implements KmsControlOperation<Nothing> {
    /** Copies the collections. */
    public UntagResource {
        tagKeys = List.copyOf(tagKeys);
    }
}

package dev.coffer.kms.api;

import dev.coffer.api.Nothing;
import java.util.List;

/**
 * Adds and replaces tags.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record TagResource(String keyId, List<Tag> tags) implements KmsControlOperation<Nothing> {
    /** Copies the collections. */
    public TagResource {
        tags = List.copyOf(tags);
    }
}

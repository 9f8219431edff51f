package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/** Tags, with the object's version where they are an object's. */
public record TagSet(Map<String, String> tags, Optional<String> versionId) {
    /** Copies the collections. */
    public TagSet {
        tags = Map.copyOf(tags);
    }
}

package dev.coffer.storage.api;

import java.time.Instant;
import java.util.Optional;

/** Conditional headers, as sent; ETags may be quoted. Source: RFC 9110, section 13, with S3's precedence. */
public record Conditions(
        Optional<String> ifMatch,
        Optional<String> ifNoneMatch,
        Optional<Instant> ifModifiedSince,
        Optional<Instant> ifUnmodifiedSince) {
    /** No condition. */
    public static final Conditions NONE =
            new Conditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

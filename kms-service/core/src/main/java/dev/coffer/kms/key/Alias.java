package dev.coffer.kms.key;

import java.time.Instant;

/**
 * A name of a key, within its account and region.
 *
 * @param name begins with {@code alias/}
 * @param updatedAt when it was last pointed to another key
 */
public record Alias(String name, Instant createdAt, Instant updatedAt) {}

package dev.coffer.gateway.identity;

import java.util.Optional;

/**
 * An access key that was added just now: the only time that its secret is told.
 *
 * @param user whose; none: the account's root
 */
public record AddedKey(Optional<String> user, Credentials credentials) {}

package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * Replaces the description.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record UpdateKeyDescription(String keyId, String description) implements KmsControlOperation<Nothing> {}

package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * Lets a disabled key be used again.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record EnableKey(String keyId) implements KmsControlOperation<Nothing> {}

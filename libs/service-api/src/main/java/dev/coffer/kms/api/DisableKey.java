package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * Stops every cryptographic use of a key until it is enabled.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record DisableKey(String keyId) implements KmsControlOperation<Nothing> {}

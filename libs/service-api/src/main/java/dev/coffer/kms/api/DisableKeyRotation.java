package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * Ends automatic rotation.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record DisableKeyRotation(String keyId) implements KmsControlOperation<Nothing> {}

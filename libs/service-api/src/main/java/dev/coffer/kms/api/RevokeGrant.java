package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * Ends a grant, by an administrator of the key.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record RevokeGrant(String keyId, String grantId) implements KmsControlOperation<Nothing> {}

package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * Lets an alias point to another key.
 *
 * @param targetKeyId id or ARN, as the client sent it
 */
public record UpdateAlias(String aliasName, String targetKeyId) implements KmsControlOperation<Nothing> {}

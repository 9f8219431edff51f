package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/**
 * A new name for a key of the same account and region.
 *
 * @param aliasName begins with {@code alias/}, not with {@code alias/aws/}
 * @param targetKeyId id or ARN, as the client sent it
 */
public record CreateAlias(String aliasName, String targetKeyId) implements KmsControlOperation<Nothing> {}

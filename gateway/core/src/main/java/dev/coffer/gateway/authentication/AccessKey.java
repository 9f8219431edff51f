package dev.coffer.gateway.authentication;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Principal;

/**
 * An access key and whose it is.
 *
 * @param id 16 to 128 characters
 * @param secret the secret's UTF-8 bytes
 * @param principal who signs with it
 * @param policySetHash SHA-256 of the principal's effective policy set
 * @param canonicalUserId the account's canonical user id
 */
public record AccessKey(
        String id, SecretBytes secret, Principal principal, String policySetHash, String canonicalUserId) {}

package dev.coffer.kms.api;

/**
 * Takes a scheduled deletion back; the key is disabled afterwards.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record CancelKeyDeletion(String keyId) implements KmsControlOperation<CancelKeyDeletion.Result> {
    /** The key's ARN. */
    public record Result(String keyId) {}
}

package dev.coffer.kms.api;

/**
 * New key material now.
 *
 * @param keyId id or ARN, as the client sent it
 */
public record RotateKeyOnDemand(String keyId) implements KmsControlOperation<RotateKeyOnDemand.Result> {
    /** The key's ARN. */
    public record Result(String keyId) {}
}

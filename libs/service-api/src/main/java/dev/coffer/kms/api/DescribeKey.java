package dev.coffer.kms.api;

import java.util.List;

/**
 * What there is to know about a key.
 *
 * @param keyId id, ARN, alias name or alias ARN, as the client sent it
 */
public record DescribeKey(String keyId, List<String> grantTokens) implements KmsControlOperation<DescribeKey.Result> {
    /** Copies the collections. */
    public DescribeKey {
        grantTokens = List.copyOf(grantTokens);
    }

    /** The key. */
    public record Result(KeyMetadata keyMetadata) {}
}

package dev.coffer.kms.api;

import java.util.List;
import java.util.Optional;

/**
 * Makes a symmetric encryption key in the caller's account.
 *
 * @param policy the key policy, or none: the default one, which lets the account's IAM policies decide
 */
public record CreateKey(
        Optional<String> policy,
        Optional<String> description,
        Optional<String> keyUsage,
        Optional<String> customerMasterKeySpec,
        Optional<String> keySpec,
        Optional<String> origin,
        Optional<String> customKeyStoreId,
        Optional<Boolean> bypassPolicyLockoutSafetyCheck,
        List<Tag> tags,
        Optional<Boolean> multiRegion,
        Optional<String> xksKeyId)
        implements KmsControlOperation<CreateKey.Result> {
    /** Copies the collections. */
    public CreateKey {
        tags = List.copyOf(tags);
    }

    /** The new key. */
    public record Result(KeyMetadata keyMetadata) {}
}

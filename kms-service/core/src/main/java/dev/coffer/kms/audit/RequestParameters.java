package dev.coffer.kms.audit;

import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DeleteAlias;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.DisableKeyRotation;
import dev.coffer.kms.api.EnableKey;
import dev.coffer.kms.api.EnableKeyRotation;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GenerateDataKeyWithoutPlaintext;
import dev.coffer.kms.api.GenerateRandom;
import dev.coffer.kms.api.GetKeyPolicy;
import dev.coffer.kms.api.GetKeyRotationStatus;
import dev.coffer.kms.api.GrantConstraints;
import dev.coffer.kms.api.KmsAdministration;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ListAliases;
import dev.coffer.kms.api.ListGrants;
import dev.coffer.kms.api.ListKeyPolicies;
import dev.coffer.kms.api.ListKeyRotations;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.api.ListResourceTags;
import dev.coffer.kms.api.ListRetirableGrants;
import dev.coffer.kms.api.PutKeyPolicy;
import dev.coffer.kms.api.ReEncrypt;
import dev.coffer.kms.api.RetireGrant;
import dev.coffer.kms.api.RevokeGrant;
import dev.coffer.kms.api.RotateKeyOnDemand;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.Tag;
import dev.coffer.kms.api.TagResource;
import dev.coffer.kms.api.UntagResource;
import dev.coffer.kms.api.UpdateAlias;
import dev.coffer.kms.api.UpdateKeyDescription;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code requestParameters} of each operation: what the client sent, but plaintext, ciphertext and grant tokens. Source:
 * "Examples of AWS KMS log entries", AWS KMS Developer Guide.
 */
final class RequestParameters {
    private RequestParameters() {}

    static @Nullable Map<String, Object> of(KmsOperation<?> operation) {
        return switch (operation) {
            case Encrypt op ->
                cryptography(op.encryptionContext())
                        .put("keyId", op.keyId())
                        .put("encryptionAlgorithm", op.encryptionAlgorithm().orElse("SYMMETRIC_DEFAULT"))
                        .orNull();
            case Decrypt op ->
                cryptography(op.encryptionContext())
                        .put("keyId", op.keyId())
                        .put("encryptionAlgorithm", op.encryptionAlgorithm().orElse("SYMMETRIC_DEFAULT"))
                        .orNull();
            case GenerateDataKey op ->
                cryptography(op.encryptionContext())
                        .put("keyId", op.keyId())
                        .put("keySpec", op.keySpec())
                        .put("numberOfBytes", op.numberOfBytes())
                        .orNull();
            case GenerateDataKeyWithoutPlaintext op ->
                cryptography(op.encryptionContext())
                        .put("keyId", op.keyId())
                        .put("keySpec", op.keySpec())
                        .put("numberOfBytes", op.numberOfBytes())
                        .orNull();
            case ReEncrypt op ->
                new Fields()
                        .put("sourceKeyId", op.sourceKeyId())
                        .put("sourceEncryptionContext", op.sourceEncryptionContext())
                        .put(
                                "sourceEncryptionAlgorithm",
                                op.sourceEncryptionAlgorithm().orElse("SYMMETRIC_DEFAULT"))
                        .put("destinationKeyId", op.destinationKeyId())
                        .put("destinationEncryptionContext", op.destinationEncryptionContext())
                        .put(
                                "destinationEncryptionAlgorithm",
                                op.destinationEncryptionAlgorithm().orElse("SYMMETRIC_DEFAULT"))
                        .orNull();
            case GenerateRandom op ->
                new Fields()
                        .put("numberOfBytes", op.numberOfBytes())
                        .put("customKeyStoreId", op.customKeyStoreId())
                        .orNull();
            case CreateKey op ->
                new Fields()
                        .put("description", op.description().orElse(""))
                        .put("policy", op.policy().orElse(""))
                        .put("keyUsage", op.keyUsage().orElse("ENCRYPT_DECRYPT"))
                        .put(
                                "keySpec",
                                op.keySpec().or(op::customerMasterKeySpec).orElse("SYMMETRIC_DEFAULT"))
                        .put(
                                "customerMasterKeySpec",
                                op.customerMasterKeySpec().or(op::keySpec).orElse("SYMMETRIC_DEFAULT"))
                        .put("origin", op.origin().orElse("AWS_KMS"))
                        .put("customKeyStoreId", op.customKeyStoreId())
                        .put(
                                "bypassPolicyLockoutSafetyCheck",
                                op.bypassPolicyLockoutSafetyCheck().orElse(false))
                        .put("multiRegion", op.multiRegion().orElse(false))
                        .put(
                                "tags",
                                op.tags().stream().map(RequestParameters::tag).toList())
                        .orNull();
            case DescribeKey op -> keyId(op.keyId());
            case EnableKey op -> keyId(op.keyId());
            case DisableKey op -> keyId(op.keyId());
            case CancelKeyDeletion op -> keyId(op.keyId());
            case DisableKeyRotation op -> keyId(op.keyId());
            case GetKeyRotationStatus op -> keyId(op.keyId());
            case RotateKeyOnDemand op -> keyId(op.keyId());
            case EnableKeyRotation op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("rotationPeriodInDays", op.rotationPeriodInDays())
                        .orNull();
            case ScheduleKeyDeletion op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("pendingWindowInDays", op.pendingWindowInDays().orElse(30))
                        .orNull();
            case UpdateKeyDescription op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("description", op.description())
                        .orNull();
            case CreateAlias op -> alias(op.aliasName(), Optional.of(op.targetKeyId()));
            case UpdateAlias op -> alias(op.aliasName(), Optional.of(op.targetKeyId()));
            case DeleteAlias op -> alias(op.aliasName(), Optional.empty());
            case GetKeyPolicy op -> policy(op.keyId(), op.policyName()).orNull();
            case PutKeyPolicy op ->
                policy(op.keyId(), op.policyName())
                        .put("policy", op.policy())
                        .put(
                                "bypassPolicyLockoutSafetyCheck",
                                op.bypassPolicyLockoutSafetyCheck().orElse(false))
                        .orNull();
            case TagResource op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put(
                                "tags",
                                op.tags().stream().map(RequestParameters::tag).toList())
                        .orNull();
            case UntagResource op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("tagKeys", op.tagKeys())
                        .orNull();
            case ListKeys op -> page(new Fields(), op.limit(), op.marker());
            case ListAliases op -> page(new Fields().put("keyId", op.keyId()), op.limit(), op.marker());
            case ListKeyPolicies op -> page(new Fields().put("keyId", op.keyId()), op.limit(), op.marker());
            case ListResourceTags op -> page(new Fields().put("keyId", op.keyId()), op.limit(), op.marker());
            case ListKeyRotations op ->
                page(
                        new Fields().put("keyId", op.keyId()).put("includeKeyMaterial", op.includeKeyMaterial()),
                        op.limit(),
                        op.marker());
            case ListGrants op ->
                page(
                        new Fields()
                                .put("keyId", op.keyId())
                                .put("grantId", op.grantId())
                                .put("granteePrincipal", op.granteePrincipal()),
                        op.limit(),
                        op.marker());
            case ListRetirableGrants op ->
                page(new Fields().put("retiringPrincipal", op.retiringPrincipal()), op.limit(), op.marker());
            case CreateGrant op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("granteePrincipal", op.granteePrincipal())
                        .put("retiringPrincipal", op.retiringPrincipal())
                        .put("operations", op.operations())
                        .put(
                                "constraints",
                                op.constraints()
                                        .map(RequestParameters::constraints)
                                        .orElse(Map.of()))
                        .put("name", op.name())
                        .orNull();
            case RetireGrant op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("grantId", op.grantId())
                        .orNull();
            case RevokeGrant op ->
                new Fields()
                        .put("keyId", op.keyId())
                        .put("grantId", op.grantId())
                        .orNull();
            case KmsAdministration<?> op -> throw new IllegalArgumentException("not a call of KMS: " + op);
        };
    }

    private static Fields cryptography(Map<String, String> context) {
        return new Fields().put("encryptionContext", context);
    }

    private static @Nullable Map<String, Object> keyId(String keyId) {
        return new Fields().put("keyId", keyId).orNull();
    }

    private static @Nullable Map<String, Object> alias(String name, Optional<String> target) {
        return new Fields().put("aliasName", name).put("targetKeyId", target).orNull();
    }

    private static Fields policy(String keyId, Optional<String> name) {
        return new Fields().put("keyId", keyId).put("policyName", name.orElse("default"));
    }

    private static @Nullable Map<String, Object> page(Fields fields, Optional<Integer> limit, Optional<String> marker) {
        return fields.put("limit", limit).put("marker", marker).orNull();
    }

    private static Map<String, String> tag(Tag tag) {
        return Map.of("tagKey", tag.tagKey(), "tagValue", tag.tagValue());
    }

    private static Map<String, Object> constraints(GrantConstraints constraints) {
        Map<String, Object> members = new Fields()
                .put("encryptionContextSubset", constraints.encryptionContextSubset())
                .put("encryptionContextEquals", constraints.encryptionContextEquals())
                .orNull();
        return members == null ? Map.of() : members;
    }
}

package dev.coffer.kms.audit;

import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.KeyMetadata;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.call.KmsCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code responseElements} of the operations that change something: at least the key's ARN, also where the answer has
 * none. Null for reads and cryptography. Source: "Logging AWS KMS API calls with AWS CloudTrail", AWS KMS Developer Guide.
 */
final class ResponseElements {
    private ResponseElements() {}

    static @Nullable Map<String, Object> of(Object result, KmsCall call) {
        return switch (result) {
            case CreateKey.Result created ->
                new Fields().put("keyMetadata", metadata(created.keyMetadata())).orNull();
            case ScheduleKeyDeletion.Result scheduled ->
                new Fields()
                        .put("keyId", scheduled.keyId())
                        .put("keyState", scheduled.keyState())
                        .put("deletionDate", scheduled.deletionDate())
                        .put("pendingWindowInDays", scheduled.pendingWindowInDays())
                        .orNull();
            case CreateGrant.Result grant ->
                key(call).put("grantId", grant.grantId()).orNull();
            default -> key(call).orNull();
        };
    }

    private static Fields key(KmsCall call) {
        return call.keys().isEmpty()
                ? new Fields()
                : new Fields().put("keyId", call.keys().getFirst().arn());
    }

    private static Map<String, Object> metadata(KeyMetadata key) {
        Map<String, Object> members = new Fields()
                .put("aWSAccountId", key.awsAccountId())
                .put("keyId", key.keyId())
                .put("arn", key.arn())
                .put("creationDate", key.creationDate())
                .put("enabled", key.enabled())
                .put("description", key.description())
                .put("keyUsage", key.keyUsage())
                .put("keyState", key.keyState())
                .put("origin", key.origin())
                .put("keyManager", key.keyManager())
                .put("customerMasterKeySpec", key.customerMasterKeySpec())
                .put("keySpec", key.keySpec())
                .put("encryptionAlgorithms", key.encryptionAlgorithms())
                .put("multiRegion", key.multiRegion())
                .put("currentKeyMaterialId", key.currentKeyMaterialId())
                .orNull();
        return members == null ? Map.of() : members;
    }
}

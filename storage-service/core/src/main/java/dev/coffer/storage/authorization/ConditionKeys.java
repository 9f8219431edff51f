package dev.coffer.storage.authorization;

import dev.coffer.storage.api.EncryptionRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S3's own condition keys. Source: "Actions, resources, and condition keys for Amazon S3", Service Authorization Reference. */
public final class ConditionKeys {
    private ConditionKeys() {}

    /** What a write asks for; headers that were not sent are absent, also where a default takes their place. */
    public static Map<String, List<String>> ofWrite(
            EncryptionRequest encryption, Optional<String> storageClass, Map<String, String> tags) {
        Map<String, List<String>> keys = new HashMap<>();
        encryption.type().ifPresent(v -> keys.put("s3:x-amz-server-side-encryption", List.of(v)));
        encryption.kmsKeyId().ifPresent(v -> keys.put("s3:x-amz-server-side-encryption-aws-kms-key-id", List.of(v)));
        storageClass.ifPresent(v -> keys.put("s3:x-amz-storage-class", List.of(v)));
        if (!tags.isEmpty()) {
            keys.put("s3:RequestObjectTagKeys", List.copyOf(tags.keySet()));
            tags.forEach((key, value) -> keys.put("s3:RequestObjectTag/" + key, List.of(value)));
        }
        return keys;
    }

    /** What an object version is: its id where the request named one, and its tags. */
    public static Map<String, List<String>> ofVersion(Optional<String> namedVersion, Map<String, String> tags) {
        Map<String, List<String>> keys = new HashMap<>();
        namedVersion.ifPresent(id -> keys.put("s3:VersionId", List.of(id)));
        tags.forEach((key, value) -> keys.put("s3:ExistingObjectTag/" + key, List.of(value)));
        return keys;
    }

    /** What a listing asks for. */
    public static Map<String, List<String>> ofListing(String prefix, String delimiter, int maxKeys) {
        return Map.of(
                "s3:prefix", List.of(prefix),
                "s3:delimiter", List.of(delimiter),
                "s3:max-keys", List.of(Integer.toString(maxKeys)));
    }
}

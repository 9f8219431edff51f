package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/**
 * One rule.
 *
 * @param v1 whether the prefix stood directly in the rule (schema V1: delete markers replicate, no priority)
 * @param prefix empty or absent: every key
 * @param tags that an object must have
 * @param filterUsesAnd whether the filter was written as {@code And}, for the echo
 * @param deleteMarkerReplication Enabled or Disabled; absent in V1
 */
public record ReplicationRule(
        Optional<String> id,
        boolean enabled,
        Optional<Integer> priority,
        boolean v1,
        Optional<String> prefix,
        Map<String, String> tags,
        boolean filterUsesAnd,
        Optional<Boolean> deleteMarkerReplication,
        boolean sseKmsEncryptedObjects,
        boolean replicaModifications,
        Optional<Boolean> existingObjectReplication,
        Destination destination) {
    /** Copies the collections. */
    public ReplicationRule {
        tags = Map.copyOf(tags);
    }
    /**
     * Where to.
     *
     * @param bucketArn {@code arn:aws:s3:::BUCKET}
     * @param replicaKmsKeyId as it was put
     * @param account with {@code ownerOverride}, the destination's owner
     * @param replicationTimeMinutes 15 where replication time control is on
     * @param metrics whether events and metrics are on
     */
    public record Destination(
            String bucketArn,
            Optional<String> storageClass,
            Optional<String> replicaKmsKeyId,
            Optional<String> account,
            boolean ownerOverride,
            Optional<Integer> replicationTimeMinutes,
            boolean metrics,
            Optional<Integer> metricsThresholdMinutes) {}
}

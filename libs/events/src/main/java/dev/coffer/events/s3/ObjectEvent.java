package dev.coffer.events.s3;

import dev.coffer.aws.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one object version. {@link ObjectEventCodec} turns it into the S3 event record inside a CloudEvent.
 *
 * @param id the event's id, UUIDv7; redelivery keeps it
 * @param eventName such as {@code ObjectCreated:Put}, without {@code s3:}
 * @param time when it was committed
 * @param region the bucket's region
 * @param bucket the bucket's name
 * @param bucketOwner the owner's canonical user id
 * @param key the object's key, not encoded
 * @param versionId the version; {@code null} as text for the null version, none in a bucket without versioning
 * @param sequencer rises per key; only on create and delete
 * @param size bytes; none for deletes
 * @param etag unquoted; none for deletes
 * @param principalId of the requester
 * @param sourceIp of the requester
 * @param requestId the S3 request
 * @param encryption how the version is encrypted
 * @param deleteMarker whether the version is a delete marker
 * @param replica whether the version is itself a replica
 * @param replications what replication owes, decided by the source's rules when the version was committed
 * @param replicationEventData only in {@code Replication:*} events
 * @param traceparent the W3C trace context of the request, if that is sampled
 */
public record ObjectEvent(
        String id,
        String eventName,
        Instant time,
        Region region,
        String bucket,
        String bucketOwner,
        String key,
        Optional<String> versionId,
        Optional<Long> sequencer,
        Optional<Long> size,
        Optional<String> etag,
        String principalId,
        String sourceIp,
        String requestId,
        Encryption encryption,
        boolean deleteMarker,
        boolean replica,
        List<ReplicationTarget> replications,
        Optional<ReplicationEventData> replicationEventData,
        Optional<String> traceparent) {

    /** Copies the list. */
    public ObjectEvent {
        replications = List.copyOf(replications);
    }

    /** How a version is encrypted; no type: plaintext. */
    public record Encryption(Optional<String> type, Optional<String> kmsKeyArn, boolean bucketKeyEnabled) {}

    /**
     * One destination that owes a replica of the version.
     *
     * @param ruleId the rule that won
     * @param role the replication role's ARN
     * @param destinationBucket the bucket's name
     * @param replicaKmsKeyId as the rule gives it
     * @param storageClass as the rule gives it
     * @param metrics whether the rule asked for events and metrics
     */
    public record ReplicationTarget(
            String ruleId,
            String role,
            String destinationBucket,
            Optional<String> replicaKmsKeyId,
            Optional<String> storageClass,
            boolean metrics) {}

    /** As in S3's replication events. */
    public record ReplicationEventData(
            String replicationRuleId,
            String destinationBucket,
            String s3Operation,
            Instant requestTime,
            Optional<String> failureReason) {}
}

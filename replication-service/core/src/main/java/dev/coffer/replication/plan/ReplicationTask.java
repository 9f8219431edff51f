package dev.coffer.replication.plan;

import dev.coffer.aws.Region;
import dev.coffer.events.s3.ObjectEventCodec;
import java.time.Instant;
import java.util.Optional;

/**
 * One version that one destination owes, as its object event said.
 *
 * @param eventId with region and destination the task's identity
 * @param sequencer the key's order at the source
 * @param role the replication role's ARN
 * @param event the event as it came
 */
public record ReplicationTask(
        Region sourceRegion,
        String eventId,
        String destinationBucket,
        String sourceBucket,
        String key,
        String versionId,
        long sequencer,
        String ruleId,
        String role,
        Optional<String> replicaKmsKeyId,
        Optional<String> storageClass,
        boolean metrics,
        Instant eventTime,
        String event) {

    /** The lane that it waits in. */
    public Lane lane() {
        return new Lane(sourceRegion, destinationBucket);
    }

    /** The trace context of the request that made the version, if that is sampled. */
    public Optional<String> traceparent() {
        return ObjectEventCodec.traceparent(event);
    }

    @Override
    public String toString() {
        return sourceBucket + "/" + key + "@" + versionId + " to " + destinationBucket;
    }
}

package dev.coffer.storage.object;

import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEvent.ReplicationEventData;
import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trace.Traces;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.bucket.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The events of changes, as S3 tells them. */
public final class ObjectEvents {
    private ObjectEvents() {}

    /** A version was made. */
    public static ObjectEvent created(
            String eventName, Bucket bucket, StoredVersion version, Caller cause, List<ReplicationTarget> targets) {
        return event(
                eventName, bucket, version, version.lastModified(), Optional.of(version.sequencer()), cause, targets);
    }

    /** A delete marker was made. */
    public static ObjectEvent markerCreated(
            Bucket bucket, StoredVersion marker, Caller cause, List<ReplicationTarget> targets) {
        return event(
                "ObjectRemoved:DeleteMarkerCreated",
                bucket,
                marker,
                marker.lastModified(),
                Optional.of(marker.sequencer()),
                cause,
                targets);
    }

    /** A version or delete marker is gone for good. */
    public static ObjectEvent deleted(Bucket bucket, StoredVersion version, long sequencer, Instant now, Caller cause) {
        ObjectEvent event =
                event("ObjectRemoved:Delete", bucket, version, now, Optional.of(sequencer), cause, List.of());
        return new ObjectEvent(
                event.id(),
                event.eventName(),
                event.time(),
                event.region(),
                event.bucket(),
                event.bucketOwner(),
                event.key(),
                event.versionId(),
                event.sequencer(),
                Optional.empty(),
                Optional.empty(),
                event.principalId(),
                event.sourceIp(),
                event.requestId(),
                event.encryption(),
                event.deleteMarker(),
                event.replica(),
                List.of(),
                Optional.empty(),
                event.traceparent());
    }

    /** A version's tags changed: {@code ObjectTagging:Put} or {@code ObjectTagging:Delete}. */
    public static ObjectEvent tagged(
            String eventName, Bucket bucket, StoredVersion version, Instant now, Caller cause) {
        return event(eventName, bucket, version, now, Optional.empty(), cause, List.of());
    }

    /** What became of a version's replication, for rules with metrics. */
    public static ObjectEvent replication(
            String eventName, Bucket bucket, StoredVersion version, ReplicationOutcome outcome) {
        return event(
                eventName,
                bucket,
                version,
                outcome.endTime(),
                Optional.empty(),
                new Cause("s3.amazonaws.com", "s3.amazonaws.com", outcome.eventId()),
                List.of(),
                Optional.of(new ReplicationEventData(
                        outcome.ruleId(),
                        "arn:aws:s3:::" + outcome.destinationBucket(),
                        version.deleteMarker() ? "OBJECT_DELETE" : "OBJECT_PUT",
                        outcome.requestTime(),
                        outcome.failureReason())));
    }

    /** Who or what caused an event. */
    private record Cause(String principalId, String sourceIp, String requestId) {
        static Cause of(Caller caller) {
            return new Cause(
                    "AWS:" + caller.principal().principalId(),
                    caller.facts().sourceIp(),
                    caller.facts().requestId());
        }
    }

    private static ObjectEvent event(
            String eventName,
            Bucket bucket,
            StoredVersion version,
            Instant time,
            Optional<Long> sequencer,
            Caller cause,
            List<ReplicationTarget> targets) {
        return event(eventName, bucket, version, time, sequencer, Cause.of(cause), targets, Optional.empty());
    }

    private static ObjectEvent event(
            String eventName,
            Bucket bucket,
            StoredVersion version,
            Instant time,
            Optional<Long> sequencer,
            Cause cause,
            List<ReplicationTarget> targets,
            Optional<ReplicationEventData> replication) {
        AppliedEncryption applied = version.content().encryption().applied();
        boolean marker = version.deleteMarker();
        return new ObjectEvent(
                ObjectId.next(time).toString(),
                eventName,
                time,
                bucket.region(),
                bucket.name().value(),
                bucket.ownerCanonicalId(),
                version.key().value(),
                bucket.shown(version.versionId()),
                sequencer,
                marker ? Optional.empty() : Optional.of(version.content().size()),
                marker ? Optional.empty() : Optional.of(version.content().etag()),
                cause.principalId(),
                cause.sourceIp(),
                cause.requestId(),
                new ObjectEvent.Encryption(applied.type(), applied.kmsKeyArn(), applied.bucketKeyEnabled()),
                marker,
                version.replica(),
                targets,
                replication,
                Traces.current().traceparent());
    }
}

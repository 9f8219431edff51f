package dev.coffer.storage.object;

import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import java.util.Optional;

/**
 * How far the replication of a version into one destination is.
 *
 * @param destination the bucket's name
 * @param metrics whether the rule asked for events
 * @param failureReason only where it failed
 */
public record DestinationState(
        String destination, String ruleId, boolean metrics, Status status, Optional<String> failureReason) {

    /** A destination's status. */
    public enum Status {
        /** Owed. */
        PENDING,
        /** There. */
        COMPLETED,
        /** Given up. */
        FAILED
    }

    /** What a target owes at first. */
    public static DestinationState owed(ReplicationTarget target) {
        return new DestinationState(
                target.destinationBucket(), target.ruleId(), target.metrics(), Status.PENDING, Optional.empty());
    }

    /** The same with another end. */
    public DestinationState ended(boolean completed, Optional<String> reason) {
        return new DestinationState(
                destination,
                ruleId,
                metrics,
                completed ? Status.COMPLETED : Status.FAILED,
                completed ? Optional.empty() : reason);
    }
}

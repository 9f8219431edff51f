package dev.coffer.storage.replication;

import dev.coffer.aws.Region;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.object.DestinationState;
import dev.coffer.storage.object.Effects;
import dev.coffer.storage.object.KeyChange;
import dev.coffer.storage.object.KeyState;
import dev.coffer.storage.object.ObjectEvents;
import dev.coffer.storage.object.StoredVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Folds an outcome into its version's replication states. Idempotent: one that says nothing new changes nothing, and a
 * destination that has the replica stays so. A failure may become a success by a later retry.
 */
record StatusChange(ReplicationOutcome outcome) implements KeyChange<Boolean> {
    /** S3's replication time control: most within this, events for those that aren't. */
    static final Duration THRESHOLD = Duration.ofMinutes(15);

    @Override
    public Region region() {
        return outcome.sourceRegion();
    }

    @Override
    public BucketName bucket() {
        return new BucketName(outcome.sourceBucket());
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(outcome.key());
    }

    @Override
    public Optional<String> named() {
        return Optional.of(outcome.versionId());
    }

    /** Whether it was news. */
    @Override
    public Effects<Boolean> decide(KeyState state) {
        Optional<StoredVersion> version =
                state.named().filter(v -> v.sequencer() == outcome.sequencer() && !v.replica());
        Optional<DestinationState> before = version.flatMap(v -> v.replications().stream()
                .filter(r -> r.destination().equals(outcome.destinationBucket()))
                .findFirst());
        if (version.isEmpty() || before.isEmpty() || !isNews(before.get())) {
            return Effects.nothing(false);
        }
        List<DestinationState> states = version.get().replications().stream()
                .map(r -> r.equals(before.get()) ? r.ended(outcome.completed(), outcome.failureReason()) : r)
                .toList();
        StoredVersion changed = version.get().withReplications(states);
        return Effects.update(true, changed, events(state, changed));
    }

    private boolean isNews(DestinationState before) {
        return switch (before.status()) {
            case PENDING -> true;
            case COMPLETED -> false;
            case FAILED -> outcome.completed();
        };
    }

    private List<ObjectEvent> events(KeyState state, StoredVersion version) {
        if (!outcome.metrics()) {
            return List.of();
        }
        if (!outcome.completed()) {
            return List.of(ObjectEvents.replication(
                    "Replication:OperationFailedReplication", state.bucket(), version, outcome));
        }
        boolean late =
                Duration.between(outcome.requestTime(), outcome.endTime()).compareTo(THRESHOLD) > 0;
        return late
                ? List.of(ObjectEvents.replication(
                        "Replication:OperationReplicatedAfterThreshold", state.bucket(), version, outcome))
                : List.of();
    }
}

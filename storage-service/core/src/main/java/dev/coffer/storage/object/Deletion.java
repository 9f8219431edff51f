package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.replication.RuleMatching;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deletion that names no version: for good in a bucket without versioning; in a versioned one a delete marker becomes
 * the latest version, with versioning suspended in the null version's place.
 */
record Deletion(Region region, BucketName bucket, ObjectKey key, Optional<String> ifMatch, Caller cause)
        implements KeyChange<DeleteObject.Result> {

    @Override
    public Effects<DeleteObject.Result> decide(KeyState state) {
        if (ifMatch.isPresent()) {
            String etag = state.current()
                    .map(v -> v.content().etag())
                    .orElseThrow(() -> S3Error.NO_SUCH_KEY.with(Map.of("Key", key.value())));
            if (!Preconditions.matches(ifMatch.get(), etag)) {
                throw S3Error.PRECONDITION_FAILED.with(Map.of("Condition", "If-Match"));
            }
        }
        return state.bucket().versioning() == Versioning.OFF ? forGood(state) : marked(state);
    }

    private Effects<DeleteObject.Result> forGood(KeyState state) {
        DeleteObject.Result result = new DeleteObject.Result(Optional.empty(), false);
        return state.latest()
                .map(gone -> Effects.remove(
                        result,
                        state,
                        gone,
                        List.of(ObjectEvents.deleted(state.bucket(), gone, state.nextSequencer(), state.now(), cause))))
                .orElseGet(() -> Effects.nothing(result));
    }

    private Effects<DeleteObject.Result> marked(KeyState state) {
        Bucket bucket = state.bucket();
        boolean enabled = bucket.versioning() == Versioning.ENABLED;
        List<ReplicationTarget> targets =
                enabled ? RuleMatching.ofDeleteMarker(bucket.replication(), key.value()) : List.of();
        StoredVersion marker = new StoredVersion(
                region,
                bucket.name(),
                key,
                enabled ? VersionIds.next(state.nextSequencer()) : VersionIds.NULL,
                state.nextSequencer(),
                true,
                ObjectId.next(state.now()),
                true,
                bucket.ownerCanonicalId(),
                state.now().truncatedTo(ChronoUnit.MILLIS),
                ObjectContent.NONE,
                false,
                targets.stream().map(DestinationState::owed).toList());
        return Effects.insert(
                new DeleteObject.Result(Optional.of(marker.versionId()), true),
                state,
                marker,
                List.of(),
                List.of(ObjectEvents.markerCreated(bucket, marker, cause, targets)));
    }
}

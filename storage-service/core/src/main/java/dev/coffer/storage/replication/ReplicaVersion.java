package dev.coffer.storage.replication;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.object.Effects;
import dev.coffer.storage.object.KeyChange;
import dev.coffer.storage.object.KeyState;
import dev.coffer.storage.object.ObjectContent;
import dev.coffer.storage.object.ObjectEvents;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.StoredPart;
import dev.coffer.storage.object.StoredVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replica takes the place that its sequencer gives it, whatever order replicas arrive in. The same version twice is
 * written once. Replicas do not replicate on.
 *
 * @param content none for a delete marker
 */
record ReplicaVersion(
        Region region,
        BucketName bucket,
        ObjectKey key,
        String versionId,
        long sequencer,
        Instant lastModified,
        ObjectId objectId,
        Optional<ObjectContent> content,
        List<StoredPart> parts,
        Caller role)
        implements KeyChange<ReplicaVersion.Written> {

    ReplicaVersion {
        parts = List.copyOf(parts);
    }

    /**
     * What is there now.
     *
     * @param fresh whether it was written now
     */
    record Written(StoredVersion version, boolean fresh) {}

    @Override
    public Optional<String> named() {
        return Optional.of(versionId);
    }

    @Override
    public Effects<Written> decide(KeyState state) {
        if (state.named().isPresent()) {
            return Effects.nothing(new Written(state.named().get(), false));
        }
        if (state.bucket().versioning() != Versioning.ENABLED) {
            throw S3Error.INVALID_REQUEST.because("Destination bucket must have versioning enabled.");
        }
        StoredVersion version = new StoredVersion(
                region,
                bucket,
                key,
                versionId,
                sequencer,
                true,
                objectId,
                content.isEmpty(),
                state.bucket().ownerCanonicalId(),
                lastModified,
                content.orElse(ObjectContent.NONE),
                true,
                List.of());
        return Effects.insert(
                new Written(version, true),
                state,
                version,
                parts,
                List.of(
                        content.isEmpty()
                                ? ObjectEvents.markerCreated(state.bucket(), version, role, List.of())
                                : ObjectEvents.created("ObjectCreated:Put", state.bucket(), version, role, List.of())));
    }
}

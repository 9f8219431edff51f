package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.replication.RuleMatching;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A new object version whose bytes are durable already. In a versioned bucket it gets an id of its own, else it takes the
 * place of the null version.
 *
 * @param objectId the write's, bound into the wrapped data key; the blob's name unless there are parts
 * @param size plaintext bytes
 * @param parts of a multipart object, in order
 * @param location of the one blob, where it is in a segment
 */
public record NewVersion(
        Region region,
        Draft draft,
        ObjectId objectId,
        long size,
        String etag,
        List<StoredChecksum> checksums,
        StoredEncryption encryption,
        List<StoredPart> parts,
        Optional<BlobLocation> location,
        Caller cause)
        implements KeyChange<CommittedVersion> {

    /** Copies the lists. */
    public NewVersion {
        checksums = List.copyOf(checksums);
        parts = List.copyOf(parts);
    }

    @Override
    public BucketName bucket() {
        return draft.bucket();
    }

    @Override
    public ObjectKey key() {
        return draft.key();
    }

    @Override
    public Effects<CommittedVersion> decide(KeyState state) {
        Preconditions.checkWrite(
                draft.conditions(), state.current().map(v -> v.content().etag()));
        Bucket bucket = state.bucket();
        boolean versioned = bucket.versioning() == Versioning.ENABLED;
        List<ReplicationTarget> targets = versioned
                ? RuleMatching.ofObject(bucket.replication(), draft.key().value(), draft.tags(), encryption.needsKms())
                : List.of();
        StoredVersion version = new StoredVersion(
                region,
                bucket(),
                key(),
                versioned ? VersionIds.next(state.nextSequencer()) : VersionIds.NULL,
                state.nextSequencer(),
                true,
                objectId,
                false,
                bucket.ownerCanonicalId(),
                state.now().truncatedTo(ChronoUnit.MILLIS),
                content(),
                false,
                targets.stream().map(DestinationState::owed).toList());
        return Effects.insert(
                new CommittedVersion(bucket, version),
                state,
                version,
                parts,
                List.of(ObjectEvents.created(draft.eventName(), bucket, version, cause, targets)));
    }

    private ObjectContent content() {
        return new ObjectContent(
                size,
                etag,
                draft.storageClass(),
                draft.headers(),
                draft.userMetadata(),
                draft.tags(),
                checksums,
                encryption,
                parts.size(),
                location);
    }
}

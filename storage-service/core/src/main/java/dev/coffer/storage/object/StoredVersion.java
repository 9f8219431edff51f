package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.encryption.KeyScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One object version or delete marker.
 *
 * @param versionId {@code null} as text for the null version
 * @param sequencer the key's order; replicas keep their source's
 * @param latest whether it has the highest sequencer of its key
 * @param objectId of the write; bound into its wrapped data key
 * @param replica whether it came by replication
 * @param replications what replication owes for it, and how far it is
 */
public record StoredVersion(
        Region region,
        BucketName bucket,
        ObjectKey key,
        String versionId,
        long sequencer,
        boolean latest,
        ObjectId objectId,
        boolean deleteMarker,
        String ownerCanonicalId,
        Instant lastModified,
        ObjectContent content,
        boolean replica,
        List<DestinationState> replications) {

    /** Copies the list. */
    public StoredVersion {
        replications = List.copyOf(replications);
    }

    /** Oldest first. Replicas of two sources may have one sequencer; then the version id decides. */
    static final Comparator<StoredVersion> ORDER =
            Comparator.comparingLong(StoredVersion::sequencer).thenComparing(StoredVersion::versionId);

    /** What its data key is for. */
    public KeyScope scope() {
        return new KeyScope(region, bucket, key, objectId);
    }

    /** The one blob of an object without parts. */
    public BlobName blob() {
        return new BlobName(region, objectId.value(), content.location());
    }

    /** The same, as the latest or not. */
    public StoredVersion withLatest(boolean isLatest) {
        return new StoredVersion(
                region,
                bucket,
                key,
                versionId,
                sequencer,
                isLatest,
                objectId,
                deleteMarker,
                ownerCanonicalId,
                lastModified,
                content,
                replica,
                replications);
    }

    /** The same with other content. */
    public StoredVersion withContent(ObjectContent newContent) {
        return new StoredVersion(
                region,
                bucket,
                key,
                versionId,
                sequencer,
                latest,
                objectId,
                deleteMarker,
                ownerCanonicalId,
                lastModified,
                newContent,
                replica,
                replications);
    }

    /** The same with other replication states. */
    public StoredVersion withReplications(List<DestinationState> states) {
        return new StoredVersion(
                region,
                bucket,
                key,
                versionId,
                sequencer,
                latest,
                objectId,
                deleteMarker,
                ownerCanonicalId,
                lastModified,
                content,
                replica,
                states);
    }

    /**
     * As answers show it: {@code REPLICA}; {@code FAILED} if one destination failed, {@code COMPLETED} if all have it,
     * {@code PENDING} until then; nothing where nothing is owed.
     */
    public Optional<String> replicationStatus() {
        if (replica) {
            return Optional.of("REPLICA");
        }
        if (replications.isEmpty()) {
            return Optional.empty();
        }
        if (replications.stream().anyMatch(r -> r.status() == DestinationState.Status.FAILED)) {
            return Optional.of("FAILED");
        }
        boolean all = replications.stream().allMatch(r -> r.status() == DestinationState.Status.COMPLETED);
        return Optional.of(all ? "COMPLETED" : "PENDING");
    }

    /** Whether it comes before {@code other} in the order of the key: never both, and never neither of two. */
    boolean isOlderThan(StoredVersion other) {
        return ORDER.compare(this, other) < 0;
    }
}

package dev.coffer.replication.copy;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Arn;
import dev.coffer.aws.Region;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.identity.Caller;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.replication.copy.CopyResult.Refused;
import dev.coffer.replication.copy.CopyResult.Replicated;
import dev.coffer.replication.fault.FaultPoint;
import dev.coffer.replication.link.RegionLink;
import dev.coffer.replication.link.RegionLinks;
import dev.coffer.replication.plan.ReplicationTask;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.ReplicationSource;
import dev.coffer.storage.api.StorageApi;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.storage.api.WriteReplicaDeleteMarker;
import java.util.Optional;

/**
 * Carries one version to one destination, as the replication role: read at the source, over the link, written at the
 * destination under its own encryption decision. Bytes are streamed; a copy that ends early leaves nothing behind, and
 * one that is made twice is written once.
 */
public final class Copier {
    private final StorageApi storage;
    private final BucketRegions regions;
    private final ReplicationSessions sessions;
    private final RegionLinks links;
    private final FaultPoints faults;

    /** Over these services and links. */
    public Copier(
            StorageApi storage,
            BucketRegions regions,
            ReplicationSessions sessions,
            RegionLinks links,
            FaultPoints faults) {
        this.storage = storage;
        this.regions = new RecentRegions(regions);
        this.sessions = sessions;
        this.links = links;
        this.faults = faults;
    }

    /** Makes one attempt; doesn't throw for anything that the task may meet. */
    public CopyResult copy(ReplicationTask task) {
        try {
            regions.regionOf(new BucketName(task.sourceBucket())); // throws while the region is stopped
        } catch (RuntimeException e) {
            return Failures.of(Stage.SOURCE, e);
        }
        Optional<Region> region;
        try {
            region = regions.regionOf(new BucketName(task.destinationBucket()));
        } catch (RuntimeException e) {
            return Failures.of(Stage.DESTINATION, e);
        }
        if (region.isEmpty()) {
            return new Refused(FailureReason.DST_BUCKET_NOT_FOUND, "there is no bucket " + task.destinationBucket());
        }
        Caller role;
        try {
            role = sessions.of(task.role());
        } catch (RuntimeException e) {
            return Failures.of(Stage.ROLE, e);
        }
        return copy(task, region.get(), role);
    }

    private CopyResult copy(ReplicationTask task, Region destination, Caller role) {
        ReadForReplication read = new ReadForReplication(
                new BucketName(task.sourceBucket()), new ObjectKey(task.key()), task.versionId());
        faults.pass(FaultPoint.SOURCE_READ);
        Answer<ReplicationSource> opened;
        try {
            opened = storage.call(read, task.sourceRegion(), role, BodySource.empty());
        } catch (RuntimeException e) {
            return Failures.of(Stage.SOURCE, e);
        }
        try (opened) {
            faults.pass(FaultPoint.REPLICA_WRITE);
            RegionLink link = links.between(task.sourceRegion(), destination);
            ReplicationSource source = opened.result();
            return source.deleteMarker()
                    ? writeMarker(task, source, destination, role, link)
                    : write(task, source, opened.body(), destination, role, link);
        }
    }

    private CopyResult write(
            ReplicationTask task,
            ReplicationSource source,
            BodySource bytes,
            Region destination,
            Caller role,
            RegionLink link) {
        WriteReplica write = new WriteReplica(
                new BucketName(task.destinationBucket()),
                new ObjectKey(task.key()),
                source,
                Arn.ofBucket(task.sourceBucket()),
                task.replicaKmsKeyId(),
                task.storageClass());
        ReadBody body = new ReadBody(bytes);
        try {
            return link.call(() -> {
                try (Answer<WriteReplica.Result> answer = storage.call(write, destination, role, link.carry(body))) {
                    return new Replicated(answer.result().written());
                }
            });
        } catch (RuntimeException e) {
            return body.failure()
                    .map(cause -> Failures.of(Stage.SOURCE, cause))
                    .orElseGet(() -> Failures.of(Stage.DESTINATION, e));
        }
    }

    private CopyResult writeMarker(
            ReplicationTask task, ReplicationSource source, Region destination, Caller role, RegionLink link) {
        WriteReplicaDeleteMarker write = new WriteReplicaDeleteMarker(
                new BucketName(task.destinationBucket()),
                new ObjectKey(task.key()),
                source.versionId(),
                source.sequencer(),
                source.lastModified(),
                Arn.ofBucket(task.sourceBucket()));
        try {
            return link.call(() -> {
                storage.call(write, destination, role);
                return new Replicated(true);
            });
        } catch (RuntimeException e) {
            return Failures.of(Stage.DESTINATION_MARKER, e);
        }
    }
}

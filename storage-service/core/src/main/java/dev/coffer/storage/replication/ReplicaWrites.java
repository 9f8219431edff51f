package dev.coffer.storage.replication;

import dev.coffer.api.Nothing;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.storage.api.WriteReplicaDeleteMarker;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.encryption.EncryptionPlan;
import dev.coffer.storage.encryption.KeyScope;
import dev.coffer.storage.encryption.ObjectKeys;
import dev.coffer.storage.encryption.WriteKey;
import dev.coffer.storage.object.FreedBlobs;
import dev.coffer.storage.object.KeyChanges;
import dev.coffer.storage.object.Located;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.ObjectVersions;
import dev.coffer.storage.object.StoredVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The destination's end of replication. */
@ApplicationScoped
public class ReplicaWrites implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final ObjectVersions versions;
    private final ObjectKeys keys;
    private final ReplicaBody bodies;
    private final KeyChanges changes;
    private final FreedBlobs freed;
    private final CofferClock clock;

    ReplicaWrites(
            Buckets buckets,
            Authorizer authorizer,
            ObjectVersions versions,
            ObjectKeys keys,
            ReplicaBody bodies,
            KeyChanges changes,
            FreedBlobs freed,
            CofferClock clock) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.versions = versions;
        this.keys = keys;
        this.bodies = bodies;
        this.changes = changes;
        this.freed = freed;
        this.clock = clock;
    }

    @Override
    public void register(OperationTable table) {
        table.on(WriteReplica.class, this::write);
        table.on(WriteReplicaDeleteMarker.class, this::writeMarker);
    }

    private WriteReplica.Result write(WriteReplica op, StorageCall call) {
        Located located = versions.locate(
                call.region(), op.bucket(), op.key(), Optional.of(op.source().versionId()));
        Bucket bucket = located.bucket();
        authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:ReplicateObject");
        if (!op.source().tags().isEmpty()) {
            authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:ReplicateTags");
        }
        if (located.version().isPresent()) {
            return result(located.version().get(), false); // a redelivery costs neither bytes nor KMS calls
        }
        ReplicaEncryption encryption =
                ReplicaEncryption.decide(op.source(), op.replicaKmsKeyId(), bucket, call.region());
        ObjectId id = ObjectId.next(clock.real());
        KeyScope scope = new KeyScope(call.region(), op.bucket(), op.key(), id);
        try (WriteKey key = key(encryption, scope, call)) {
            ReplicaBody.Stored stored = bodies.store(op, id, key, encryption.keepsEtag(), call);
            return commit(op, id, stored, call);
        }
    }

    private WriteKey key(ReplicaEncryption encryption, KeyScope scope, StorageCall call) {
        return encryption.drawnHere() && encryption.plan() instanceof EncryptionPlan.SseKms kms
                ? keys.forReplica(kms, scope, call.caller())
                : keys.forWriting(encryption.plan(), scope, call.caller());
    }

    private WriteReplica.Result commit(WriteReplica op, ObjectId id, ReplicaBody.Stored stored, StorageCall call) {
        try {
            ReplicaVersion.Written written = changes.apply(new ReplicaVersion(
                    call.region(),
                    op.bucket(),
                    op.key(),
                    op.source().versionId(),
                    op.source().sequencer(),
                    op.source().lastModified(),
                    id,
                    Optional.of(stored.content()),
                    stored.parts(),
                    call.caller()));
            if (!written.fresh()) {
                freed.add(stored.blobs());
            }
            return result(written.version(), written.fresh());
        } catch (RuntimeException e) {
            if (!KeyChanges.mayHaveHappened(e)) {
                freed.add(stored.blobs());
            }
            throw e;
        }
    }

    private Nothing writeMarker(WriteReplicaDeleteMarker op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:ReplicateDelete");
        changes.apply(new ReplicaVersion(
                call.region(),
                op.bucket(),
                op.key(),
                op.versionId(),
                op.sequencer(),
                op.lastModified(),
                ObjectId.next(clock.real()),
                Optional.empty(),
                List.of(),
                call.caller()));
        return Nothing.NOTHING;
    }

    private static WriteReplica.Result result(StoredVersion version, boolean written) {
        return new WriteReplica.Result(
                version.content().etag(), version.content().encryption().applied(), written);
    }
}

package dev.coffer.storage.multipart;

import dev.coffer.api.Nothing;
import dev.coffer.identity.Caller;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.AbortMultipartUpload;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CreateMultipartUpload;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.encryption.EncryptionDecision;
import dev.coffer.storage.encryption.EncryptionPlan;
import dev.coffer.storage.encryption.KeyScope;
import dev.coffer.storage.encryption.ObjectKeys;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.encryption.WriteKey;
import dev.coffer.storage.object.CommittedVersion;
import dev.coffer.storage.object.FreedBlobs;
import dev.coffer.storage.object.KeyChanges;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.ObjectVersions;
import dev.coffer.storage.object.StoredVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * CreateMultipartUpload, CompleteMultipartUpload, AbortMultipartUpload. The data key of the whole object is made and
 * wrapped at the beginning, by at most one call to KMS.
 */
@ApplicationScoped
public class UploadLifecycle implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final ObjectKeys keys;
    private final Uploads uploads;
    private final KeyChanges changes;
    private final ObjectVersions versions;
    private final FreedBlobs freed;
    private final CofferClock clock;

    UploadLifecycle(
            Buckets buckets,
            Authorizer authorizer,
            ObjectKeys keys,
            Uploads uploads,
            KeyChanges changes,
            ObjectVersions versions,
            FreedBlobs freed,
            CofferClock clock) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.keys = keys;
        this.uploads = uploads;
        this.changes = changes;
        this.versions = versions;
        this.freed = freed;
        this.clock = clock;
    }

    @Override
    public void register(OperationTable table) {
        table.on(CreateMultipartUpload.class, this::create);
        table.on(CompleteMultipartUpload.class, this::complete);
        table.on(AbortMultipartUpload.class, this::abort);
    }

    private CreateMultipartUpload.Result create(CreateMultipartUpload op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireToWrite(
                call.caller(), bucket, op.key(), op.encryption(), Optional.of(op.storageClass()), op.tags());
        UploadChecksum checksum = UploadChecksum.of(op.checksumAlgorithm(), op.checksumType());
        EncryptionPlan plan = EncryptionDecision.decide(op.encryption(), bucket, call.caller());
        ObjectId objectId = ObjectId.next(clock.real());
        KeyScope scope = new KeyScope(call.region(), op.bucket(), op.key(), objectId);
        Upload upload = upload(op, bucket, checksum, objectId, call.caller());
        upload.draft(Conditions.NONE); // whatever is wrong with it is wrong from the beginning
        try (WriteKey key = keys.forWriting(plan, scope, call.caller())) {
            Upload begun = upload.with(key.stored());
            uploads.begin(begun);
            return new CreateMultipartUpload.Result(
                    begun.id(), begun.encryption().applied(), checksum.shownAlgorithm(), checksum.shownType());
        }
    }

    private Upload upload(
            CreateMultipartUpload op, Bucket bucket, UploadChecksum checksum, ObjectId objectId, Caller caller) {
        return new Upload(
                bucket.region(),
                op.bucket(),
                op.key(),
                UploadId.of(objectId),
                objectId,
                clock.now().truncatedTo(ChronoUnit.MILLIS),
                caller.principal().arn(),
                bucket.ownerCanonicalId(),
                op.storageClass(),
                op.headers(),
                op.userMetadata(),
                op.tags(),
                checksum,
                new StoredEncryption.Plaintext(),
                false);
    }

    private WriteResult complete(CompleteMultipartUpload op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:PutObject");
        return switch (changes.apply(new Completion(call.region(), op, call.caller(), clock.now()))) {
            case Completion.Outcome.Made made -> {
                freed.addParts(call.region(), made.unused());
                yield made.version().toResult();
            }
            case Completion.Outcome.Repeated repeated -> repeated(op, bucket, repeated.write());
        };
    }

    /** The answer of the first time, as long as the object is there and the request names its parts. */
    private WriteResult repeated(CompleteMultipartUpload op, Bucket bucket, ObjectId write) {
        StoredVersion version = versions.madeBy(bucket.region(), write)
                .filter(v -> v.content().parts() == op.parts().size())
                .orElseThrow(() -> Uploads.missing(op.uploadId()));
        return new CommittedVersion(bucket, version).toResult();
    }

    private Nothing abort(AbortMultipartUpload op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:AbortMultipartUpload");
        Upload upload = uploads.require(call.region(), op.bucket(), op.key(), op.uploadId());
        freed.addParts(call.region(), uploads.abort(upload));
        return Nothing.NOTHING;
    }
}

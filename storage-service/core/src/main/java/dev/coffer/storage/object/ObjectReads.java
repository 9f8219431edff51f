package dev.coffer.storage.object;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.GetObjectAcl;
import dev.coffer.storage.api.HeadObject;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.authorization.ConditionKeys;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.encryption.ObjectKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** GetObject, HeadObject and the owner-only GetObjectAcl. */
@ApplicationScoped
public class ObjectReads implements Operations {
    private final Authorizer authorizer;
    private final ObjectVersions versions;
    private final ObjectBytes bytes;
    private final ObjectKeys keys;

    ObjectReads(Authorizer authorizer, ObjectVersions versions, ObjectBytes bytes, ObjectKeys keys) {
        this.authorizer = authorizer;
        this.versions = versions;
        this.bytes = bytes;
        this.keys = keys;
    }

    @Override
    public void register(OperationTable table) {
        table.onAnswer(GetObject.class, this::get);
        table.on(HeadObject.class, this::head);
        table.on(GetObjectAcl.class, this::acl);
    }

    /** An object version that its reader may read. */
    public record ReadableVersion(Bucket bucket, StoredVersion version) {}

    /** The object version that a reader may read under {@code action} or, where it names a version, {@code versionAction}. */
    public ReadableVersion find(
            Region region,
            BucketName bucket,
            ObjectKey key,
            Optional<String> versionId,
            String action,
            String versionAction,
            Caller caller) {
        Located located = versions.locate(region, bucket, key, versionId);
        authorizer.requireOnObject(
                caller,
                located.bucket(),
                key,
                versionId.isPresent() ? versionAction : action,
                ConditionKeys.ofVersion(
                        versionId,
                        located.version().map(v -> v.content().tags()).orElse(Map.of())));
        return new ReadableVersion(located.bucket(), require(located, key, versionId, caller));
    }

    private StoredVersion require(Located located, ObjectKey key, Optional<String> versionId, Caller caller) {
        try {
            return ObjectVersions.require(located.version(), key, versionId);
        } catch (AwsException e) {
            boolean mayKnow = e.status() != 404
                    || authorizer.allowsOnBucket(
                            caller,
                            located.bucket(),
                            versionId.isPresent() ? "s3:ListBucketVersions" : "s3:ListBucket");
            throw mayKnow ? e : S3Error.ACCESS_DENIED.error();
        }
    }

    private Answer<ObjectHead> get(GetObject op, StorageCall call) {
        return MovedBlobs.lookAgain(() -> {
            ReadableVersion found = readable(call, op.bucket(), op.key(), op.versionId());
            StoredVersion version = found.version();
            ReadSelection selection =
                    ReadSelection.of(version, op.range(), op.partNumber(), number -> versions.part(version, number));
            Preconditions.checkRead(op.conditions(), version.content().etag(), version.lastModified());
            BodySource body = bytes.open(version, selection.span(), call.caller());
            return new Answer<>(ObjectHeads.of(found.bucket(), version, selection, op.checksumMode()), body);
        });
    }

    private ObjectHead head(HeadObject op, StorageCall call) {
        ReadableVersion found = readable(call, op.bucket(), op.key(), op.versionId());
        StoredVersion version = found.version();
        ReadSelection selection =
                ReadSelection.of(version, op.range(), op.partNumber(), number -> versions.part(version, number));
        Preconditions.checkRead(op.conditions(), version.content().etag(), version.lastModified());
        if (op.checksumMode() && version.content().encryption().needsKms()) {
            // A checksum tells of the plaintext: who wants it needs the key.
            keys.forReading(version.content().encryption(), version.scope(), call.caller())
                    .ifPresent(SecretBytes::close);
        }
        return ObjectHeads.of(found.bucket(), version, selection, op.checksumMode());
    }

    private GetObjectAcl.Result acl(GetObjectAcl op, StorageCall call) {
        ReadableVersion found = find(
                call.region(),
                op.bucket(),
                op.key(),
                op.versionId(),
                "s3:GetObjectAcl",
                "s3:GetObjectVersionAcl",
                call.caller());
        return new GetObjectAcl.Result(
                found.version().ownerCanonicalId(),
                found.bucket().shown(found.version().versionId()));
    }

    private ReadableVersion readable(StorageCall call, BucketName bucket, ObjectKey key, Optional<String> versionId) {
        return find(call.region(), bucket, key, versionId, "s3:GetObject", "s3:GetObjectVersion", call.caller());
    }
}

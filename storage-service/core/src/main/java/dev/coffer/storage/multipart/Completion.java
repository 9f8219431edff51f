package dev.coffer.storage.multipart;

import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.object.CommittedVersion;
import dev.coffer.storage.object.Effects;
import dev.coffer.storage.object.KeyChange;
import dev.coffer.storage.object.KeyState;
import dev.coffer.storage.object.NewVersion;
import dev.coffer.storage.object.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upload becomes an object: its parts' rows move from the upload to the new version in the transaction that makes the
 * version, and no byte moves at all. Under the locks of the upload and of the key, so that of two completions one makes
 * the object and the other learns which.
 */
final class Completion implements KeyChange<Completion.Outcome> {
    private final Region region;
    private final CompleteMultipartUpload request;
    private final Caller cause;
    private final Instant now;
    private @Nullable Upload upload;
    private @Nullable Assembly assembly;

    /** @param now when the upload was completed, for forgetting it later */
    Completion(Region region, CompleteMultipartUpload request, Caller cause, Instant now) {
        this.region = region;
        this.request = request;
        this.cause = cause;
        this.now = now;
    }

    /** What became of it. */
    sealed interface Outcome {
        /** The object is there. */
        record Made(CommittedVersion version, List<ObjectId> unused) implements Outcome {}

        /** It had been completed before, into what this write made. */
        record Repeated(ObjectId write) implements Outcome {}
    }

    @Override
    public Region region() {
        return region;
    }

    @Override
    public BucketName bucket() {
        return request.bucket();
    }

    @Override
    public ObjectKey key() {
        return request.key();
    }

    @Override
    public boolean standsAlone() {
        return true;
    }

    @Override
    public void within(Statements transaction) {
        Upload locked = UploadRows.lock(transaction, region, bucket(), key(), request.uploadId())
                .orElseThrow(() -> Uploads.missing(request.uploadId()));
        upload = locked;
        assembly = null;
        if (!locked.completed()) {
            assembly = Assembly.of(request, locked.checksum(), PartRows.all(transaction, region, locked.id()));
            PartRows.deleteAll(transaction, region, locked.id());
            UploadRows.complete(transaction, locked, now);
        }
    }

    @Override
    public Effects<Outcome> decide(KeyState state) {
        if (upload == null) {
            throw new IllegalStateException("decided ahead of its own statements");
        }
        if (assembly == null) {
            return Effects.nothing(new Outcome.Repeated(upload.objectId()));
        }
        NewVersion version = new NewVersion(
                region,
                upload.draft(request.conditions()),
                upload.objectId(),
                assembly.size(),
                assembly.etag(),
                List.of(assembly.checksum()),
                upload.encryption(),
                assembly.parts(),
                Optional.empty(),
                cause);
        Effects<CommittedVersion> effects = version.decide(state);
        return effects.as(new Outcome.Made(effects.result(), assembly.unused()));
    }
}

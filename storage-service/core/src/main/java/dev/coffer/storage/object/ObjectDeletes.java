package dev.coffer.storage.object;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.DeleteObjects;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** DeleteObject and DeleteObjects. */
@ApplicationScoped
public class ObjectDeletes implements Operations {
    /** The most objects of one DeleteObjects. */
    static final int MAX_TARGETS = 1000;

    private static final Logger LOG = Logger.getLogger(ObjectDeletes.class);

    private final Buckets buckets;
    private final Authorizer authorizer;
    private final KeyChanges changes;

    ObjectDeletes(Buckets buckets, Authorizer authorizer, KeyChanges changes) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.changes = changes;
    }

    @Override
    public void register(OperationTable table) {
        table.on(DeleteObject.class, this::delete);
        table.on(DeleteObjects.class, this::deleteAll);
    }

    private DeleteObject.Result delete(DeleteObject op, StorageCall call) {
        return delete(buckets.require(call.region(), op.bucket()), op, call);
    }

    private DeleteObject.Result delete(Bucket bucket, DeleteObject op, StorageCall call) {
        if (op.versionId().filter(id -> !VersionIds.isWellFormed(id)).isPresent()) {
            throw VersionIds.malformed("versionId", op.versionId().get());
        }
        authorizer.requireOnObject(
                call.caller(),
                bucket,
                op.key(),
                op.versionId().isPresent() ? "s3:DeleteObjectVersion" : "s3:DeleteObject");
        return changes.apply(
                op.versionId().isPresent()
                        ? new VersionDeletion(
                                call.region(),
                                op.bucket(),
                                op.key(),
                                op.versionId().get(),
                                op.ifMatch(),
                                call.caller())
                        : new Deletion(call.region(), op.bucket(), op.key(), op.ifMatch(), call.caller()));
    }

    private DeleteObjects.Result deleteAll(DeleteObjects op, StorageCall call) {
        if (op.targets().isEmpty() || op.targets().size() > MAX_TARGETS) {
            throw S3Error.MALFORMED_XML.error();
        }
        Bucket bucket = buckets.require(call.region(), op.bucket());
        // Side by side, so that they share commits.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<DeleteObjects.Outcome>> outcomes = op.targets().stream()
                    .map(t -> CompletableFuture.supplyAsync(() -> deleteOne(bucket, t, call), threads))
                    .toList();
            return new DeleteObjects.Result(
                    outcomes.stream().map(CompletableFuture::join).toList());
        }
    }

    private DeleteObjects.Outcome deleteOne(Bucket bucket, DeleteObjects.Target target, StorageCall call) {
        try {
            DeleteObject.Result result = delete(
                    bucket,
                    new DeleteObject(bucket.name(), new ObjectKey(target.key()), target.versionId(), target.etag()),
                    call);
            return new DeleteObjects.Outcome(
                    target.key(),
                    target.versionId(),
                    result.deleteMarker(),
                    result.deleteMarker() ? result.versionId() : Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        } catch (AwsException refused) {
            return failed(target, refused.code(), refused.text());
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "COFFER-STORAGE-002 [%s] deletion failed",
                    call.caller().facts().requestId());
            return failed(target, "InternalError", "We encountered an internal error. Please try again.");
        }
    }

    private static DeleteObjects.Outcome failed(DeleteObjects.Target target, String code, String message) {
        return new DeleteObjects.Outcome(
                target.key(), target.versionId(), false, Optional.empty(), Optional.of(code), Optional.of(message));
    }
}

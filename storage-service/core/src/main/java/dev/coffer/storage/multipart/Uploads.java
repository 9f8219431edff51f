package dev.coffer.storage.multipart;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.object.Locks;
import dev.coffer.storage.object.ObjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads in progress, and what comes of them in short transactions of their own. */
@ApplicationScoped
public class Uploads {
    private final Database database;
    private final FaultPoints faults;

    Uploads(Database database, FaultPoints faults) {
        this.database = database;
        this.faults = faults;
    }

    /** @throws AwsException {@code NoSuchBucket} if the bucket has been deleted meanwhile */
    void begin(Upload upload) {
        database.inTransaction(transaction -> {
            Locks.shared(transaction, List.of(Locks.ofBucket(upload.region(), upload.bucket())));
            if (!Buckets.isThere(transaction, upload.region(), upload.bucket())) {
                throw Buckets.missing(upload.bucket());
            }
            UploadRows.insert(transaction, upload);
        });
    }

    /** @throws AwsException {@code NoSuchUpload} if it is not in progress */
    Upload require(Region region, BucketName bucket, ObjectKey key, String uploadId) {
        return UploadRows.find(database.statements(), region, bucket, key, uploadId)
                .filter(upload -> !upload.completed())
                .orElseThrow(() -> missing(uploadId));
    }

    /** Locks an upload in progress within a transaction. */
    static Upload lock(Statements transaction, Upload upload) {
        return UploadRows.lock(transaction, upload.region(), upload.bucket(), upload.key(), upload.id())
                .filter(locked -> !locked.completed())
                .orElseThrow(() -> missing(upload.id()));
    }

    /** Enters a part; the blob of one whose place it takes is free. */
    Optional<ObjectId> put(Upload upload, UploadedPart part) {
        return database.transaction(transaction -> {
            lock(transaction, upload);
            Optional<ObjectId> replaced = PartRows.put(transaction, upload.region(), upload.id(), part);
            faults.pass(FaultPoint.METADATA_COMMIT);
            return replaced;
        });
    }

    /** Forgets an upload and its parts, whose blobs are free. */
    List<ObjectId> abort(Upload upload) {
        return database.transaction(transaction -> {
            lock(transaction, upload);
            List<ObjectId> blobs = PartRows.all(transaction, upload.region(), upload.id()).stream()
                    .map(UploadedPart::blob)
                    .toList();
            UploadRows.delete(transaction, upload);
            return blobs;
        });
    }

    List<UploadedPart> parts(Upload upload, int after, int limit) {
        return PartRows.after(database.statements(), upload.region(), upload.id(), after, limit);
    }

    /** Forgets uploads completed before {@code limit}; repeating them answers {@code NoSuchUpload} from then on. */
    public int forgetCompleted(Instant limit) {
        return UploadRows.forgetCompleted(database.statements(), limit);
    }

    static AwsException missing(String uploadId) {
        return S3Error.NO_SUCH_UPLOAD.with(Map.of("UploadId", uploadId));
    }
}

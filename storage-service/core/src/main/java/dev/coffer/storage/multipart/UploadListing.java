package dev.coffer.storage.multipart;

import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.ListMultipartUploads;
import dev.coffer.storage.api.ListParts;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** ListParts and ListMultipartUploads. */
@ApplicationScoped
public class UploadListing implements Operations {
    private static final int MAX_ENTRIES = 1000;

    private final Buckets buckets;
    private final Authorizer authorizer;
    private final Uploads uploads;
    private final Database database;

    UploadListing(Buckets buckets, Authorizer authorizer, Uploads uploads, Database database) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.uploads = uploads;
        this.database = database;
    }

    @Override
    public void register(OperationTable table) {
        table.on(ListParts.class, this::parts);
        table.on(ListMultipartUploads.class, this::uploads);
    }

    private ListParts.Result parts(ListParts op, StorageCall call) {
        if (op.maxParts() < 0 || op.partNumberMarker() < 0) {
            throw S3Error.INVALID_ARGUMENT.error();
        }
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnObject(call.caller(), bucket, op.key(), "s3:ListMultipartUploadParts");
        Upload upload = uploads.require(call.region(), op.bucket(), op.key(), op.uploadId());
        int size = Math.min(op.maxParts(), MAX_ENTRIES);
        List<UploadedPart> found = uploads.parts(upload, op.partNumberMarker(), size + 1);
        List<ListParts.Part> page = found.stream()
                .limit(size)
                .map(p -> new ListParts.Part(
                        p.number(),
                        p.lastModified(),
                        p.etag(),
                        p.size(),
                        upload.checksum().asked().isPresent() ? p.checksums() : List.of()))
                .toList();
        return new ListParts.Result(
                page,
                page.isEmpty() ? 0 : page.getLast().number(),
                found.size() > size,
                upload.storageClass(),
                upload.ownerCanonicalId(),
                upload.checksum().shownAlgorithm(),
                upload.checksum().shownType());
    }

    private ListMultipartUploads.Result uploads(ListMultipartUploads op, StorageCall call) {
        if (op.maxUploads() < 0) {
            throw S3Error.INVALID_ARGUMENT.error();
        }
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(call.caller(), bucket, "s3:ListBucketMultipartUploads");
        UploadPage page =
                new UploadPage(database.statements(), call.region(), op, Math.min(op.maxUploads(), MAX_ENTRIES));
        page.fill();
        return new ListMultipartUploads.Result(
                page.uploads(),
                page.commonPrefixes(),
                page.nextKeyMarker(),
                page.nextUploadIdMarker(),
                bucket.ownerCanonicalId());
    }
}

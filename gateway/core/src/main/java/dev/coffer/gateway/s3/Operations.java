package dev.coffer.gateway.s3;

import static dev.coffer.gateway.s3.request.S3Target.Level.BUCKET;
import static dev.coffer.gateway.s3.request.S3Target.Level.OBJECT;
import static dev.coffer.gateway.s3.request.S3Target.Level.SERVICE;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.answer.Answers;
import dev.coffer.gateway.s3.answer.AttributesAnswer;
import dev.coffer.gateway.s3.answer.BucketAnswers;
import dev.coffer.gateway.s3.answer.ConfigAnswers;
import dev.coffer.gateway.s3.answer.ListAnswers;
import dev.coffer.gateway.s3.answer.ReadAnswers;
import dev.coffer.gateway.s3.answer.SettingAnswers;
import dev.coffer.gateway.s3.answer.UploadAnswers;
import dev.coffer.gateway.s3.answer.WriteAnswers;
import dev.coffer.gateway.s3.document.DeleteDocument;
import dev.coffer.gateway.s3.request.CopyRequests;
import dev.coffer.gateway.s3.request.CopySources;
import dev.coffer.gateway.s3.request.DocumentRequests;
import dev.coffer.gateway.s3.request.ListRequests;
import dev.coffer.gateway.s3.request.ReadRequests;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.S3Target.Level;
import dev.coffer.gateway.s3.request.SmallBody;
import dev.coffer.gateway.s3.request.WriteRequests;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteBucketEncryption;
import dev.coffer.storage.api.DeleteBucketReplication;
import dev.coffer.storage.api.DeleteBucketTagging;
import dev.coffer.storage.api.DeleteObjectTagging;
import dev.coffer.storage.api.GetBucketEncryption;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.GetBucketReplication;
import dev.coffer.storage.api.GetBucketSetting;
import dev.coffer.storage.api.GetBucketTagging;
import dev.coffer.storage.api.GetBucketVersioning;
import dev.coffer.storage.api.GetObjectAcl;
import dev.coffer.storage.api.GetObjectTagging;
import dev.coffer.storage.api.HeadBucket;
import dev.coffer.storage.api.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The operation table: one line for each operation of S3 that is served. The first line that a request matches is its
 * operation, so the more particular ones come first.
 */
final class Operations {
    private final List<Row> rows = new ArrayList<>();
    private final StorageCalls storage;

    Operations(StorageCalls storage, BucketActions buckets, CopySources sources) {
        this.storage = storage;
        service(buckets);
        buckets(buckets);
        settings();
        multipart(sources);
        objects(sources);
    }

    /** The operation that a request asks for. */
    Row find(S3Request request) {
        for (Row row : rows) {
            if (row.matches(request)) {
                return row;
            }
        }
        throw unknown(request);
    }

    /** All lines, for the test that checks them. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    private void service(BucketActions buckets) {
        row("GET", SERVICE, "", buckets::list);
    }

    private void buckets(BucketActions buckets) {
        row("PUT", BUCKET, "", buckets::create);
        row("DELETE", BUCKET, "", buckets::delete);
        row("HEAD", BUCKET, "", storage.call(bucket(HeadBucket::new), BucketAnswers::found));
        row("GET", BUCKET, "location", storage.call(bucket(GetBucketLocation::new), ConfigAnswers::location));
        row("GET", BUCKET, "versioning", storage.call(bucket(GetBucketVersioning::new), ConfigAnswers::versioning));
        row("PUT", BUCKET, "versioning", storage.document(DocumentRequests::putBucketVersioning, Answers::ok));
        row("GET", BUCKET, "encryption", storage.call(bucket(GetBucketEncryption::new), ConfigAnswers::encryption));
        row("PUT", BUCKET, "encryption", storage.document(DocumentRequests::putBucketEncryption, Answers::ok));
        row("DELETE", BUCKET, "encryption", storage.call(bucket(DeleteBucketEncryption::new), Answers::noContent));
        row("GET", BUCKET, "replication", storage.call(bucket(GetBucketReplication::new), ConfigAnswers::replication));
        row("PUT", BUCKET, "replication", storage.document(DocumentRequests::putBucketReplication, Answers::ok));
        row("DELETE", BUCKET, "replication", storage.call(bucket(DeleteBucketReplication::new), Answers::noContent));
        row("GET", BUCKET, "tagging", storage.call(bucket(GetBucketTagging::new), ConfigAnswers::tags));
        row("PUT", BUCKET, "tagging", storage.document(DocumentRequests::putBucketTagging, Answers::noContent));
        row("DELETE", BUCKET, "tagging", storage.call(bucket(DeleteBucketTagging::new), Answers::noContent));
        row("GET", BUCKET, "versions", storage.call(ListRequests::listObjectVersions, ListAnswers::versions));
        row("GET", BUCKET, "uploads", storage.call(ListRequests::listMultipartUploads, UploadAnswers::uploads));
        row("GET", BUCKET, "list-type", storage.call(ListRequests::listObjectsV2, ListAnswers::objectsV2));
        row("GET", BUCKET, "", storage.call(ListRequests::listObjects, ListAnswers::objects));
        row("POST", BUCKET, "delete", this::deleteObjects);
    }

    /** The GETs of what can't be set yet. */
    private void settings() {
        for (String kind : SettingAnswers.kinds()) {
            row("GET", BUCKET, kind, storage.call(bucket(b -> new GetBucketSetting(b, kind)), SettingAnswers.of(kind)));
        }
    }

    private void multipart(CopySources sources) {
        row("POST", OBJECT, "uploads", storage.call(WriteRequests::createMultipartUpload, WriteAnswers::uploadCreated));
        copy("uploadId&partNumber", storage.slow(CopyRequests.uploadPartCopy(sources), WriteAnswers::partCopied));
        row("PUT", OBJECT, "uploadId&partNumber", storage.upload(WriteRequests::uploadPart, WriteAnswers::written));
        row("POST", OBJECT, "uploadId", storage.slow(DocumentRequests::completeUpload, WriteAnswers::uploadCompleted));
        row("DELETE", OBJECT, "uploadId", storage.call(WriteRequests::abortMultipartUpload, Answers::noContent));
        row("GET", OBJECT, "uploadId", storage.call(ListRequests::listParts, UploadAnswers::parts));
    }

    private void objects(CopySources sources) {
        row("GET", OBJECT, "tagging", storage.call(version(GetObjectTagging::new), ConfigAnswers::tags));
        row("PUT", OBJECT, "tagging", storage.document(DocumentRequests::putObjectTagging, ConfigAnswers::tagsPut));
        row("DELETE", OBJECT, "tagging", storage.call(version(DeleteObjectTagging::new), ConfigAnswers::tagsDeleted));
        row("GET", OBJECT, "acl", storage.call(version(GetObjectAcl::new), BucketAnswers::objectAcl));
        row("GET", OBJECT, "legal-hold", storage.call(ReadRequests::headObject, SettingAnswers::noObjectLock));
        row("GET", OBJECT, "retention", storage.call(ReadRequests::headObject, SettingAnswers::noObjectLock));
        row("GET", OBJECT, "attributes", storage.call(ReadRequests::getObjectAttributes, AttributesAnswer::of));
        copy("", storage.slow(CopyRequests.copyObject(sources), WriteAnswers::copied));
        row("PUT", OBJECT, "", storage.upload(WriteRequests::putObject, WriteAnswers::written));
        row("GET", OBJECT, "", storage.download(ReadRequests::getObject, ReadAnswers::get));
        row("HEAD", OBJECT, "", storage.call(ReadRequests::headObject, ReadAnswers::head));
        row("DELETE", OBJECT, "", storage.call(WriteRequests::deleteObject, WriteAnswers::deleted));
    }

    private Response deleteObjects(S3Request request) {
        DeleteDocument document = DeleteDocument.read(SmallBody.readWithDigest(request));
        return WriteAnswers.allDeleted(
                document, storage.perform(request, DocumentRequests.deleteObjects(request, document)));
    }

    private void row(String method, Level level, String parameters, Handler handler) {
        String operation = OperationNames.of(method, level, parameters);
        rows.add(new Row(operation, method, level, parameters(parameters), Optional.empty(), handler));
    }

    /** Writes whose bytes come from another object. */
    private void copy(String parameters, Handler handler) {
        String operation = OperationNames.ofCopy(parameters);
        rows.add(new Row(operation, "PUT", OBJECT, parameters(parameters), Optional.of("x-amz-copy-source"), handler));
    }

    private static List<String> parameters(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("&"));
    }

    private static <T> Function<S3Request, T> bucket(Function<BucketName, T> operation) {
        return request -> operation.apply(request.bucket());
    }

    private static <T> Function<S3Request, T> version(OfVersion<T> operation) {
        return request -> operation.make(request.bucket(), request.key(), request.versionId());
    }

    private interface OfVersion<T> {
        T make(BucketName bucket, ObjectKey key, Optional<String> versionId);
    }

    private static AwsException unknown(S3Request request) {
        String method = request.head().method();
        if (method.equals("OPTIONS")) {
            return new AwsException("AccessForbidden", 403, "CORSResponse: CORS is not enabled for this bucket.");
        }
        boolean known = List.of("GET", "HEAD", "PUT", "POST", "DELETE").contains(method);
        return known && (request.target().level() != SERVICE || request.query().hasAny(SubResources.NAMES))
                ? S3Error.NOT_IMPLEMENTED.because("The operation that you have asked for is not implemented.")
                : S3Error.METHOD_NOT_ALLOWED.error();
    }
}

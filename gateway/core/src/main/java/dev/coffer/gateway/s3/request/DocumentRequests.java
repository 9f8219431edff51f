package dev.coffer.gateway.s3.request;

import dev.coffer.gateway.s3.document.CompleteDocument;
import dev.coffer.gateway.s3.document.DeleteDocument;
import dev.coffer.gateway.s3.document.EncryptionDocument;
import dev.coffer.gateway.s3.document.ReplicationDocument;
import dev.coffer.gateway.s3.document.TaggingDocument;
import dev.coffer.gateway.s3.document.VersioningDocument;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.DeleteObjects;
import dev.coffer.storage.api.PutBucketEncryption;
import dev.coffer.storage.api.PutBucketReplication;
import dev.coffer.storage.api.PutBucketTagging;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.PutObjectTagging;

/** The operations whose request is an XML document. */
public final class DocumentRequests {

    private DocumentRequests() {}

    public static PutBucketVersioning putBucketVersioning(S3Request request) {
        return new PutBucketVersioning(request.bucket(), VersioningDocument.read(SmallBody.read(request)));
    }

    public static PutBucketEncryption putBucketEncryption(S3Request request) {
        return new PutBucketEncryption(request.bucket(), EncryptionDocument.read(SmallBody.read(request)));
    }

    public static PutBucketReplication putBucketReplication(S3Request request) {
        return new PutBucketReplication(request.bucket(), ReplicationDocument.read(SmallBody.read(request)));
    }

    public static PutBucketTagging putBucketTagging(S3Request request) {
        return new PutBucketTagging(
                request.bucket(), TaggingDocument.read(SmallBody.read(request), TaggingDocument.MAX_BUCKET_TAGS));
    }

    public static PutObjectTagging putObjectTagging(S3Request request) {
        return new PutObjectTagging(
                request.bucket(),
                request.key(),
                request.versionId(),
                TaggingDocument.read(SmallBody.read(request), TaggingDocument.MAX_OBJECT_TAGS));
    }

    public static DeleteObjects deleteObjects(S3Request request, DeleteDocument document) {
        return new DeleteObjects(request.bucket(), document.targets());
    }

    public static CompleteMultipartUpload completeUpload(S3Request request) {
        return new CompleteMultipartUpload(
                request.bucket(),
                request.key(),
                WriteRequests.uploadId(request),
                CompleteDocument.read(SmallBody.readUnchecked(request)),
                ConditionHeaders.write(request),
                DigestHeaders.checksums(request),
                request.header("x-amz-checksum-type"),
                request.header("x-amz-mp-object-size").map(DocumentRequests::length));
    }

    private static long length(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw S3Request.invalid("x-amz-mp-object-size", value, "The value is not a size");
        }
    }
}

package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.uri.Percent;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.document.DeleteDocument;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.CreateMultipartUpload;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.DeleteObjects;
import dev.coffer.storage.api.WriteResult;

/** Answers of everything that writes or deletes objects. */
public final class WriteAnswers {

    private WriteAnswers() {}

    public static Response written(S3Request request, WriteResult result) {
        return Response.empty(
                200, headers(result).add("etag", Answers.quoted(result.etag())).build());
    }

    public static Response copied(S3Request request, CopyObject.Result result) {
        return copied("CopyObjectResult", result);
    }

    public static Response partCopied(S3Request request, CopyObject.Result result) {
        return copied("CopyPartResult", result);
    }

    private static Response copied(String root, CopyObject.Result result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.version(headers, result.write().versionId());
        ObjectFields.encryption(headers, result.write().encryption());
        headers.add("x-amz-copy-source-version-id", result.sourceVersionId());
        XmlWriter xml = XmlWriter.s3(root)
                .element("LastModified", Answers.iso(result.write().lastModified()))
                .element("ETag", Answers.quoted(result.write().etag()));
        ObjectFields.checksumsWithType(xml, result.write().checksums());
        return Answers.xml(xml.toBytes(), headers);
    }

    public static Response uploadCreated(S3Request request, CreateMultipartUpload.Result result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.encryption(headers, result.encryption());
        headers.add("x-amz-checksum-algorithm", ObjectFields.named(result.checksumAlgorithm()));
        headers.add("x-amz-checksum-type", result.checksumType());
        byte[] document = XmlWriter.s3("InitiateMultipartUploadResult")
                .element("Bucket", request.bucket().value())
                .element("Key", request.key().value())
                .element("UploadId", result.uploadId())
                .toBytes();
        return Answers.xml(document, headers);
    }

    public static Response uploadCompleted(S3Request request, WriteResult result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.version(headers, result.versionId());
        ObjectFields.encryption(headers, result.encryption());
        String host = request.header("host").orElse("");
        String path = request.target().virtualHost() ? "" : "/" + request.bucket();
        XmlWriter xml = XmlWriter.s3("CompleteMultipartUploadResult")
                .element(
                        "Location",
                        "http://" + host + path + "/"
                                + Percent.encodePath(request.key().value()))
                .element("Bucket", request.bucket().value())
                .element("Key", request.key().value())
                .element("ETag", Answers.quoted(result.etag()));
        ObjectFields.checksumsWithType(xml, result.checksums());
        return Answers.xml(xml.toBytes(), headers);
    }

    public static Response deleted(S3Request request, DeleteObject.Result result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.version(headers, result.versionId());
        if (result.deleteMarker()) {
            headers.add("x-amz-delete-marker", "true");
        }
        return Response.empty(204, headers.build());
    }

    public static Response allDeleted(DeleteDocument asked, DeleteObjects.Result result) {
        XmlWriter xml = XmlWriter.s3("DeleteResult");
        for (DeleteObjects.Outcome outcome : result.outcomes()) {
            if (outcome.error().isPresent()) {
                xml.nested(
                        "Error",
                        e -> e.element("Key", outcome.key())
                                .element("VersionId", outcome.versionId())
                                .element("Code", outcome.error())
                                .element("Message", outcome.message()));
            } else if (!asked.quiet()) {
                xml.nested("Deleted", d -> deleted(d, outcome));
            }
        }
        return Answers.xml(xml.toBytes());
    }

    private static void deleted(XmlWriter xml, DeleteObjects.Outcome outcome) {
        xml.element("Key", outcome.key()).element("VersionId", outcome.versionId());
        if (outcome.deleteMarker()) {
            xml.element("DeleteMarker", true).element("DeleteMarkerVersionId", outcome.markerVersionId());
        }
    }

    private static Headers.Builder headers(WriteResult result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.version(headers, result.versionId());
        ObjectFields.encryption(headers, result.encryption());
        ObjectFields.checksums(headers, result.checksums());
        return headers;
    }
}

package dev.coffer.gateway.s3.answer;

import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.document.EncryptionDocument;
import dev.coffer.gateway.s3.document.LocationDocument;
import dev.coffer.gateway.s3.document.ReplicationXml;
import dev.coffer.gateway.s3.document.TaggingDocument;
import dev.coffer.gateway.s3.document.VersioningDocument;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.GetBucketVersioning;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.TagSet;

/** Answers that are a configuration's document, and those about tags. */
public final class ConfigAnswers {

    private ConfigAnswers() {}

    public static Response location(S3Request request, GetBucketLocation.Result result) {
        return Answers.xml(LocationDocument.write(result.region()));
    }

    public static Response versioning(S3Request request, GetBucketVersioning.Result result) {
        return Answers.xml(VersioningDocument.write(result.versioning()));
    }

    public static Response encryption(S3Request request, EncryptionConfiguration result) {
        return Answers.xml(EncryptionDocument.write(result));
    }

    public static Response replication(S3Request request, ReplicationConfiguration result) {
        return Answers.xml(ReplicationXml.write(result));
    }

    public static Response tags(S3Request request, TagSet result) {
        return Answers.xml(TaggingDocument.write(result.tags()), version(result));
    }

    public static Response tagsPut(S3Request request, TagSet result) {
        return Response.empty(200, version(result).build());
    }

    public static Response tagsDeleted(S3Request request, TagSet result) {
        return Response.empty(204, version(result).build());
    }

    private static Headers.Builder version(TagSet result) {
        Headers.Builder headers = Headers.builder();
        ObjectFields.version(headers, result.versionId());
        return headers;
    }
}

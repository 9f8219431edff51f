package dev.coffer.gateway.s3.answer;

import dev.coffer.api.BodySource;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.HttpDate;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.ObjectHead;
import java.util.Map;
import java.util.Optional;

/** Answers of GET and HEAD. */
public final class ReadAnswers {
    private static final String DEFAULT_TYPE = "binary/octet-stream";
    private static final Map<String, String> OVERRIDES = Map.of(
            "response-content-type", "content-type",
            "response-content-language", "content-language",
            "response-expires", "expires",
            "response-cache-control", "cache-control",
            "response-content-disposition", "content-disposition",
            "response-content-encoding", "content-encoding");

    private ReadAnswers() {}

    public static Response get(S3Request request, ObjectHead head, BodySource body) {
        return new Response(status(head), headers(request, head).build(), body);
    }

    public static Response head(S3Request request, ObjectHead head) {
        return Response.empty(
                status(head),
                headers(request, head)
                        .add("content-length", Long.toString(head.contentLength()))
                        .build());
    }

    private static int status(ObjectHead head) {
        return head.range().isPresent() ? 206 : 200;
    }

    private static Headers.Builder headers(S3Request request, ObjectHead head) {
        if (request.identity().legacy() && head.encryption().kmsKeyArn().isPresent()) {
            throw S3Error.INVALID_ARGUMENT.because("Requests specifying Server Side Encryption with AWS KMS managed"
                    + " keys require AWS Signature Version 4.");
        }
        Headers.Builder headers = Headers.builder()
                .add("last-modified", HttpDate.format(head.lastModified()))
                .add("etag", Answers.quoted(head.etag()))
                .add("accept-ranges", "bytes");
        head.range()
                .ifPresent(r -> headers.add("content-range", "bytes " + r.first() + "-" + r.last() + "/" + r.size()));
        content(headers, request, head);
        ObjectFields.version(headers, head.versionId());
        ObjectFields.encryption(headers, head.encryption());
        ObjectFields.checksums(headers, head.checksums());
        head.userMetadata().forEach((name, value) -> headers.add("x-amz-meta-" + name, EncodedWords.of(value)));
        headers.add("x-amz-website-redirect-location", head.headers().websiteRedirectLocation());
        headers.add("x-amz-replication-status", head.replicationStatus());
        headers.add("x-amz-mp-parts-count", head.partsCount().map(String::valueOf));
        if (!head.storageClass().equals("STANDARD")) {
            headers.add("x-amz-storage-class", head.storageClass());
        }
        if (head.tagCount() > 0) {
            headers.add("x-amz-tagging-count", Integer.toString(head.tagCount()));
        }
        return headers;
    }

    private static void content(Headers.Builder headers, S3Request request, ObjectHead head) {
        content(
                headers,
                request,
                "response-content-type",
                Optional.of(head.headers().contentType().orElse(DEFAULT_TYPE)));
        content(headers, request, "response-content-language", head.headers().contentLanguage());
        content(headers, request, "response-expires", head.headers().expires());
        content(headers, request, "response-cache-control", head.headers().cacheControl());
        content(headers, request, "response-content-disposition", head.headers().contentDisposition());
        content(headers, request, "response-content-encoding", head.headers().contentEncoding());
    }

    /** A stored content header, or what a signed request wants it to be in this answer. */
    private static void content(Headers.Builder headers, S3Request request, String parameter, Optional<String> stored) {
        Optional<String> override = request.parameter(parameter);
        if (override.isPresent() && request.identity().anonymous()) {
            throw S3Error.INVALID_REQUEST.because(
                    "Request specific response headers cannot be used for anonymous GET requests.");
        }
        override.filter(v -> v.chars().anyMatch(c -> c < 0x20)).ifPresent(v -> {
            throw S3Request.invalid(parameter, v, "Header value cannot contain control characters");
        });
        headers.add(String.valueOf(OVERRIDES.get(parameter)), override.or(() -> stored));
    }
}

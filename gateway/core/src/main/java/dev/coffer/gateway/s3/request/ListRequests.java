package dev.coffer.gateway.s3.request;

import dev.coffer.storage.api.ListMultipartUploads;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.ListParts;

/** The operations that list. */
public final class ListRequests {
    /** The largest page. */
    public static final int MAX_PAGE = 1000;

    private ListRequests() {}

    public static ListObjects listObjects(S3Request request) {
        checkEncoding(request);
        return new ListObjects(
                request.bucket(),
                text(request, "prefix"),
                text(request, "delimiter"),
                text(request, "marker"),
                maxKeys(request));
    }

    public static ListObjects listObjectsV2(S3Request request) {
        checkEncoding(request);
        if (!text(request, "list-type").equals("2")) {
            throw S3Request.invalid("list-type", text(request, "list-type"), "Invalid List Type specified in Request");
        }
        String after = request.parameter("continuation-token")
                .map(ContinuationToken::read)
                .orElseGet(() -> text(request, "start-after"));
        return new ListObjects(
                request.bucket(), text(request, "prefix"), text(request, "delimiter"), after, maxKeys(request));
    }

    public static ListObjectVersions listObjectVersions(S3Request request) {
        checkEncoding(request);
        String keyMarker = text(request, "key-marker");
        String versionIdMarker = text(request, "version-id-marker");
        if (keyMarker.isEmpty() && !versionIdMarker.isEmpty()) {
            throw S3Request.invalid(
                    "version-id-marker",
                    versionIdMarker,
                    "A version-id marker cannot be specified without a key marker.");
        }
        return new ListObjectVersions(
                request.bucket(),
                text(request, "prefix"),
                text(request, "delimiter"),
                keyMarker,
                versionIdMarker,
                maxKeys(request));
    }

    public static ListMultipartUploads listMultipartUploads(S3Request request) {
        checkEncoding(request);
        String keyMarker = text(request, "key-marker");
        return new ListMultipartUploads(
                request.bucket(),
                text(request, "prefix"),
                text(request, "delimiter"),
                keyMarker,
                keyMarker.isEmpty() ? "" : text(request, "upload-id-marker"),
                request.number("max-uploads", MAX_PAGE, MAX_PAGE));
    }

    public static ListParts listParts(S3Request request) {
        return new ListParts(
                request.bucket(),
                request.key(),
                WriteRequests.uploadId(request),
                request.number("part-number-marker", 0, Integer.MAX_VALUE),
                request.number("max-parts", MAX_PAGE, MAX_PAGE));
    }

    /** Whether names in the answer are percent-encoded. */
    public static boolean urlEncoded(S3Request request) {
        return request.parameter("encoding-type").filter(t -> t.equals("url")).isPresent();
    }

    /** A parameter's value, or empty text. */
    public static String text(S3Request request, String name) {
        return request.parameter(name).orElse("");
    }

    private static int maxKeys(S3Request request) {
        return request.number("max-keys", MAX_PAGE, MAX_PAGE);
    }

    private static void checkEncoding(S3Request request) {
        request.parameter("encoding-type").filter(t -> !t.equals("url")).ifPresent(t -> {
            throw S3Request.invalid("encoding-type", t, "Invalid Encoding Method specified in Request");
        });
    }
}

package dev.coffer.gateway.s3.answer;

import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.S3Request;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every answer is made of. */
public final class Answers {
    private static final DateTimeFormatter ISO_MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Answers() {}

    /** 200 with a document. */
    public static Response xml(byte[] document) {
        return xml(document, Headers.builder());
    }

    /** 200 with a document and further headers. */
    public static Response xml(byte[] document, Headers.Builder headers) {
        return Response.of(200, headers.add("content-type", "application/xml").build(), document);
    }

    /** 200 without a body, whatever the result. */
    public static Response ok(S3Request request, Object result) {
        return Response.empty(200, Headers.NONE);
    }

    /** 204, whatever the result. */
    public static Response noContent(S3Request request, Object result) {
        return Response.empty(204, Headers.NONE);
    }

    /** Times in documents. */
    static String iso(Instant instant) {
        return ISO_MILLIS.format(instant);
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }
}

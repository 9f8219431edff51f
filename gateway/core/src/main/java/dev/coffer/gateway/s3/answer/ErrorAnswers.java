package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.xml.ErrorDocument;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.HostId;
import dev.coffer.gateway.http.Response;
import java.util.Map;

/** Errors as S3 answers them: a document, and headers for those details that are headers. */
public final class ErrorAnswers {
    /** Details that a 304 carries as headers, as RFC 9110, section 15.4.5, wants. */
    private static final Map<String, String> VALIDATORS = Map.of("ETag", "etag", "LastModified", "last-modified");

    private ErrorAnswers() {}

    public static Response of(AwsException error, String requestId) {
        Headers.Builder headers = Headers.builder();
        error.details().forEach((name, value) -> {
            if (ErrorDocument.isHeader(name)) {
                headers.add(name, value);
            } else if (error.status() == 304 && VALIDATORS.containsKey(name)) {
                headers.add(VALIDATORS.getOrDefault(name, name), value);
            }
        });
        if (error.status() == 304) {
            return Response.empty(304, headers.build());
        }
        headers.add("content-type", "application/xml");
        return Response.of(
                error.status(), headers.build(), ErrorDocument.render(error, requestId, HostId.of(requestId)));
    }
}

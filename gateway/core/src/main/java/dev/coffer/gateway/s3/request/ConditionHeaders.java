package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.http.HttpDate;
import dev.coffer.storage.api.Conditions;
import java.util.Map;

/** Conditional headers. A date that can't be read is no condition. */
final class ConditionHeaders {

    private ConditionHeaders() {}

    /** Of a read. */
    static Conditions read(S3Request request) {
        return with(request, "");
    }

    /** Of a copy's source. */
    static Conditions source(S3Request request) {
        return with(request, "x-amz-copy-source-");
    }

    /** Of a write: an ETag to match, or {@code If-None-Match: *}. */
    static Conditions write(S3Request request) {
        Conditions all = with(request, "");
        if (all.ifNoneMatch().isPresent() && !all.ifNoneMatch().get().equals("*")) {
            throw new AwsException(
                    S3Error.NOT_IMPLEMENTED.code(),
                    S3Error.NOT_IMPLEMENTED.status(),
                    S3Error.NOT_IMPLEMENTED.error().text(),
                    Map.of("Header", "If-None-Match"));
        }
        return new Conditions(all.ifMatch(), all.ifNoneMatch(), java.util.Optional.empty(), java.util.Optional.empty());
    }

    private static Conditions with(S3Request request, String prefix) {
        return new Conditions(
                request.header(prefix + "if-match"),
                request.header(prefix + "if-none-match"),
                request.header(prefix + "if-modified-since").flatMap(HttpDate::parse),
                request.header(prefix + "if-unmodified-since").flatMap(HttpDate::parse));
    }
}

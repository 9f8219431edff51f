package dev.coffer.gateway.authentication;

import dev.coffer.aws.sigv4.AmzDate;
import dev.coffer.aws.sigv4.MalformedSignatureException;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.sigv4.SignatureFields;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the signature in the query of a presigned URL, with S3's errors. */
final class S3QuerySignature {
    static final String ALGORITHM = "X-Amz-Algorithm";
    private static final List<String> REQUIRED = List.of(
            ALGORITHM, "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires");
    private static final long WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    private S3QuerySignature() {}

    static SignedRequest read(Query query, Headers headers) {
        if (!REQUIRED.stream().allMatch(query::has)) {
            throw S3AuthErrors.malformedQuery("Query-string authentication version 4 requires the X-Amz-Algorithm,"
                    + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires"
                    + " parameters.");
        }
        if (!value(query, ALGORITHM).equals(SigV4.ALGORITHM)) {
            throw S3AuthErrors.malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        SignatureFields fields;
        try {
            fields = SignatureFields.of(
                    value(query, "X-Amz-Credential"),
                    value(query, "X-Amz-SignedHeaders"),
                    value(query, "X-Amz-Signature"));
        } catch (MalformedSignatureException e) {
            throw S3AuthErrors.malformedQuery("Error parsing the X-Amz-Credential parameter; " + e.reason());
        }
        String date = value(query, "X-Amz-Date");
        Instant time = AmzDate.parse(date)
                .orElseThrow(() -> S3AuthErrors.malformedQuery(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
        String scopeDate = fields.credential().scope().date();
        if (!date.startsWith(scopeDate)) {
            throw S3AuthErrors.malformedQuery("Invalid credential date \"" + scopeDate
                    + "\". This date is not the same as X-Amz-Date: \"" + date.substring(0, 8) + "\".");
        }
        String payloadHash = query.first("X-Amz-Content-Sha256")
                .or(() -> headers.first(S3HeaderSignature.CONTENT_SHA256))
                .orElse(SigV4.UNSIGNED_PAYLOAD);
        return new SignedRequest(fields, date, time, payloadHash, Optional.of(expires(query)));
    }

    private static Duration expires(Query query) {
        long seconds;
        try {
            seconds = Long.parseLong(value(query, "X-Amz-Expires"));
        } catch (NumberFormatException e) {
            throw S3AuthErrors.malformedQuery("X-Amz-Expires should be a number");
        }
        if (seconds < 0) {
            throw S3AuthErrors.malformedQuery("X-Amz-Expires must be non-negative");
        }
        if (seconds < 1 || seconds > WEEK_SECONDS) {
            throw S3AuthErrors.malformedQuery("X-Amz-Expires must be less than a week (in seconds); that is, the given"
                    + " X-Amz-Expires must be less than 604800 seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static String value(Query query, String name) {
        return query.first(name).orElseThrow();
    }
}

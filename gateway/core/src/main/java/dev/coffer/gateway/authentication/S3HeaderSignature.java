package dev.coffer.gateway.authentication;

import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.AmzDate;
import dev.coffer.aws.sigv4.MalformedSignatureException;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.sigv4.SignatureFields;
import dev.coffer.gateway.http.Headers;
import java.time.Instant;
import java.util.Optional;

/** Reads the signature in an {@code Authorization} header, with S3's errors. */
final class S3HeaderSignature {
    static final String CONTENT_SHA256 = "x-amz-content-sha256";

    private S3HeaderSignature() {}

    static SignedRequest read(Headers headers, String authorization) {
        if (!authorization.startsWith(SigV4.ALGORITHM)) {
            throw unsupported(authorization);
        }
        SignatureFields fields;
        try {
            fields = SignatureFields.ofHeader(authorization);
        } catch (MalformedSignatureException e) {
            throw S3AuthErrors.malformedHeader(e.reason());
        }
        String contentSha256 = headers.first(CONTENT_SHA256)
                .orElseThrow(() -> S3Error.INVALID_REQUEST.because(
                        "Missing required header for this request: x-amz-content-sha256"));
        Instant time = time(headers);
        String amzDate = AmzDate.format(time);
        String scopeDate = fields.credential().scope().date();
        if (!amzDate.startsWith(scopeDate)) {
            throw S3AuthErrors.malformedHeader("Invalid credential date \"" + scopeDate
                    + "\". This date is not the same as X-Amz-Date: \"" + amzDate.substring(0, 8) + "\".");
        }
        return new SignedRequest(fields, amzDate, time, contentSha256, Optional.empty());
    }

    /** {@code x-amz-date}, or {@code Date} in either form. */
    private static Instant time(Headers headers) {
        return headers.first("x-amz-date")
                .flatMap(AmzDate::parse)
                .or(() -> headers.first("date").flatMap(AmzDate::parse))
                .or(() -> headers.first("date").flatMap(AmzDate::parseHttp))
                .orElseThrow(() ->
                        S3Error.ACCESS_DENIED.because("AWS authentication requires a valid Date or x-amz-date header"));
    }

    private static RuntimeException unsupported(String authorization) {
        if (authorization.startsWith("AWS ") || authorization.startsWith("AWS4-")) {
            return S3Error.INVALID_REQUEST.because("The authorization mechanism you have provided is not supported."
                    + " Please use AWS4-HMAC-SHA256.");
        }
        return S3Error.INVALID_ARGUMENT.because("Unsupported Authorization Type");
    }
}

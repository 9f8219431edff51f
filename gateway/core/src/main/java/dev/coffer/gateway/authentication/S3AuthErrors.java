package dev.coffer.gateway.authentication;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.AmzDate;
import dev.coffer.aws.sigv4.SigV4;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** S3's refusals of signatures, with the elements that its error documents have. */
final class S3AuthErrors {

    private S3AuthErrors() {}

    static AwsException malformedHeader(String reason) {
        return S3Error.AUTHORIZATION_HEADER_MALFORMED.because("The authorization header is malformed; " + reason);
    }

    static AwsException malformedQuery(String reason) {
        return S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR.because(reason);
    }

    static AwsException wrongRegion(boolean presigned, String given, Region expected) {
        String reason = "the region '" + given + "' is wrong; expecting '" + expected + "'";
        S3Error error =
                presigned ? S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR : S3Error.AUTHORIZATION_HEADER_MALFORMED;
        return new AwsException(
                error.code(),
                error.status(),
                (presigned
                                ? "Error parsing the X-Amz-Credential parameter; "
                                : "The authorization header is malformed; ")
                        + reason,
                details("Region", expected.id(), "x-amz-bucket-region", expected.id()));
    }

    static AwsException unknownKey(String accessKeyId) {
        return S3Error.INVALID_ACCESS_KEY_ID.with(Map.of("AWSAccessKeyId", accessKeyId));
    }

    static AwsException skewed(Instant requestTime, Instant now) {
        return S3Error.REQUEST_TIME_TOO_SKEWED.with(details(
                "RequestTime",
                AmzDate.format(requestTime),
                "ServerTime",
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                "MaxAllowedSkewMilliseconds",
                Long.toString(SigV4.MAX_SKEW.toMillis())));
    }

    static AwsException expired(SignedRequest signed, Instant now) {
        Instant until = signed.time().plus(signed.expires().orElseThrow());
        return S3Error.REQUEST_EXPIRED.with(details(
                "X-Amz-Expires",
                Long.toString(signed.expires().orElseThrow().toSeconds()),
                "Expires",
                until.toString(),
                "ServerTime",
                now.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    static AwsException mismatch(SignedRequest signed, SignatureCheck check) {
        return S3Error.SIGNATURE_DOES_NOT_MATCH.with(details(
                "AWSAccessKeyId",
                signed.fields().credential().accessKeyId(),
                "StringToSign",
                check.stringToSign(),
                "SignatureProvided",
                signed.fields().signature(),
                "StringToSignBytes",
                hexBytes(check.stringToSign()),
                "CanonicalRequest",
                check.canonicalRequest(),
                "CanonicalRequestBytes",
                hexBytes(check.canonicalRequest())));
    }

    static AwsException notSigned(List<String> headers) {
        return new AwsException(
                S3Error.ACCESS_DENIED.code(),
                S3Error.ACCESS_DENIED.status(),
                "There were headers present in the request which were not signed",
                Map.of("HeadersNotSigned", String.join(", ", headers)));
    }

    static AwsException invalidContentSha256(String value) {
        return new AwsException(
                S3Error.INVALID_ARGUMENT.code(),
                S3Error.INVALID_ARGUMENT.status(),
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                        + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid"
                        + " sha256 value.",
                details("ArgumentName", "x-amz-content-sha256", "ArgumentValue", value));
    }

    private static Map<String, String> details(String... namesAndValues) {
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            details.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return details;
    }

    private static String hexBytes(String text) {
        return java.util.HexFormat.ofDelimiter(" ").formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}

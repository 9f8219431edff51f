package dev.coffer.gateway.authentication;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.sigv4.AmzDate;
import dev.coffer.aws.sigv4.SigV4;
import java.time.Instant;

/** The refusals of signatures that the JSON protocols share. Source: "Common errors", AWS KMS API Reference. */
final class JsonAuthErrors {

    private JsonAuthErrors() {}

    static AwsException missingToken() {
        return new AwsException("MissingAuthenticationTokenException", 400, "Missing Authentication Token");
    }

    static AwsException incomplete(String message) {
        return new AwsException("IncompleteSignatureException", 400, message);
    }

    static AwsException unknownKey() {
        return new AwsException(
                "UnrecognizedClientException", 400, "The security token included in the request is invalid.");
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidSignatureException", 400, message);
    }

    static AwsException mismatch() {
        return invalid("The request signature we calculated does not match the signature you provided. Check your AWS"
                + " Secret Access Key and signing method. Consult the service documentation for details.");
    }

    static AwsException skewed(Instant signed, Instant now) {
        String given = AmzDate.format(signed);
        String server = AmzDate.format(now);
        long minutes = SigV4.MAX_SKEW.toMinutes();
        return signed.isBefore(now)
                ? invalid("Signature expired: " + given + " is now earlier than "
                        + AmzDate.format(now.minus(SigV4.MAX_SKEW)) + " (" + server + " - " + minutes + " min.)")
                : invalid("Signature not yet current: " + given + " is still later than "
                        + AmzDate.format(now.plus(SigV4.MAX_SKEW)) + " (" + server + " + " + minutes + " min.)");
    }

    static AwsException tooLarge(int maxBytes) {
        return new AwsException(
                "RequestEntityTooLarge", 413, "The request's body is larger than " + maxBytes + " bytes.");
    }
}

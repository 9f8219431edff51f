package dev.coffer.storage.encryption;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;

/** What S3's client gets to see when KMS refuses S3. Source: recorded answers; spec section 5. */
public final class KmsErrors {
    private KmsErrors() {}

    /** The S3 error for a KMS error. */
    public static AwsException toS3(AwsException kms) {
        return switch (kms.code()) {
            case "AccessDeniedException" ->
                new AwsException(S3Error.ACCESS_DENIED.code(), S3Error.ACCESS_DENIED.status(), kms.text());
            case "ThrottlingException", "LimitExceededException" ->
                S3Error.SLOW_DOWN.because("Please reduce your request rate for operations involving AWS KMS.");
            case "KMSInternalException" -> new AwsException("InternalError", 500, kms.text());
            case "DependencyTimeoutException", "KeyUnavailableException" ->
                S3Error.SERVICE_UNAVAILABLE.because(kms.text());
            default ->
                kms.status() >= 500
                        ? S3Error.SERVICE_UNAVAILABLE.because(kms.text())
                        : new AwsException("KMS." + kms.code(), 400, kms.text());
        };
    }
}

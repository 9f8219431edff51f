package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.EncryptionRequest;
import java.util.Optional;

/** What the encryption headers ask; whether it makes sense together is decided where it is applied. */
final class EncryptionHeaders {
    private static final String TYPE = "x-amz-server-side-encryption";
    private static final String KEY = TYPE + "-aws-kms-key-id";
    private static final String CONTEXT = TYPE + "-context";
    private static final String BUCKET_KEY = TYPE + "-bucket-key-enabled";
    private static final String CUSTOMER = TYPE + "-customer-";

    private EncryptionHeaders() {}

    /** For writes. */
    static EncryptionRequest of(S3Request request) {
        if (asksForCustomerKey(request)) {
            throw S3Error.ACCESS_DENIED.error(); // new buckets block SSE-C, and none can unblock it here yet
        }
        return new EncryptionRequest(
                request.header(TYPE), request.header(KEY), request.header(CONTEXT), bucketKey(request));
    }

    /** For reads and parts, where the object or the upload has been decided already. */
    static void refuse(S3Request request) {
        if (asksForCustomerKey(request)) {
            throw S3Error.INVALID_REQUEST.because("The encryption parameters are not applicable to this object.");
        }
        for (String name : new String[] {TYPE, KEY, CONTEXT, BUCKET_KEY}) {
            request.header(name).ifPresent(value -> {
                throw S3Request.invalid(name, value, name + " header is not supported for this operation.");
            });
        }
    }

    private static Optional<Boolean> bucketKey(S3Request request) {
        return request.header(BUCKET_KEY).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw S3Request.invalid(BUCKET_KEY, value, "The value of " + BUCKET_KEY + " must be true or false.");
        });
    }

    private static boolean asksForCustomerKey(S3Request request) {
        return request.head().headers().names().stream().anyMatch(n -> n.startsWith(CUSTOMER));
    }
}

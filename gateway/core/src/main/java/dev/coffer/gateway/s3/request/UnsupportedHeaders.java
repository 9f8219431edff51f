package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import java.util.Set;

/** Headers that ask of a write what buckets with owner-enforced ownership and no Object Lock refuse. */
final class UnsupportedHeaders {
    private static final Set<String> OWNERS_ACLS = Set.of("private", "bucket-owner-full-control");

    private UnsupportedHeaders() {}

    static void refuse(S3Request request) {
        boolean acl = request.header("x-amz-acl")
                .filter(a -> !OWNERS_ACLS.contains(a))
                .isPresent();
        boolean grant = request.head().headers().names().stream().anyMatch(n -> n.startsWith("x-amz-grant-"));
        if (acl || grant) {
            throw new AwsException("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
        }
        if (request.head().headers().names().stream().anyMatch(n -> n.startsWith("x-amz-object-lock-"))) {
            throw S3Error.INVALID_REQUEST.because("Bucket is missing Object Lock Configuration");
        }
    }
}

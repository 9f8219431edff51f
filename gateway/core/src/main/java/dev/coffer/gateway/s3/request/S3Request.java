package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.authentication.S3Identity;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An authenticated request to S3.
 *
 * @param entry the bucket as the directory knows it; none where there is no such bucket
 */
public record S3Request(
        RequestHead head,
        S3Target target,
        Query query,
        S3Identity identity,
        String requestId,
        Optional<BucketDirectory.Entry> entry) {

    /** @throws AwsException {@code InvalidBucketName} */
    public BucketName bucket() {
        return new BucketName(target.bucket().orElseThrow());
    }

    /** @throws AwsException {@code KeyTooLongError}, {@code InvalidURI} */
    public ObjectKey key() {
        return new ObjectKey(target.key().orElseThrow());
    }

    /** The bucket's directory entry; {@code NoSuchBucket} where there is none. */
    public BucketDirectory.Entry bucketEntry() {
        return entry.orElseThrow(() -> S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", bucket().value())));
    }

    /** A header field's first value. */
    public Optional<String> header(String name) {
        return head.headers().first(name);
    }

    /** A query parameter's value; empty text where it came without one. */
    public Optional<String> parameter(String name) {
        return query.first(name);
    }

    /** {@code versionId}. */
    public Optional<String> versionId() {
        return parameter("versionId").map(v -> {
            if (v.isEmpty()) {
                throw invalid("versionId", "", "Version id cannot be the empty string");
            }
            return v;
        });
    }

    /** A whole number in a query parameter, at most {@code most}. */
    public int number(String name, int absent, int most) {
        return parameter(name)
                .filter(v -> !v.isEmpty())
                .map(v -> Math.min(most, number(name, v)))
                .orElse(absent);
    }

    /** A whole number that a client sent, from 0 to 2^31 - 1. */
    public static int number(String name, String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw invalid(name, value, "Provided " + name + " not an integer or within integer range");
    }

    /** {@code InvalidArgument} with the argument's name and value. */
    public static AwsException invalid(String name, String value, String message) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("ArgumentName", name);
        details.put("ArgumentValue", value);
        return new AwsException(S3Error.INVALID_ARGUMENT.code(), S3Error.INVALID_ARGUMENT.status(), message, details);
    }
}

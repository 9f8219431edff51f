package dev.coffer.storage.api;

import dev.coffer.aws.Arn;
import dev.coffer.aws.error.S3Error;
import java.util.Map;

/** A bucket's name, valid by S3's rules for general purpose buckets. Source: "General purpose bucket naming rules". */
public record BucketName(String value) {
    private static final java.util.regex.Pattern SHAPE =
            java.util.regex.Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final java.util.regex.Pattern ADDRESS = java.util.regex.Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidBucketName} */
    public BucketName {
        if (!SHAPE.matcher(value).matches()
                || value.contains("..")
                || ADDRESS.matcher(value).matches()
                || value.startsWith("xn--")
                || value.endsWith("-s3alias")) {
            throw S3Error.INVALID_BUCKET_NAME.with(Map.of("BucketName", value));
        }
    }

    /** The bucket's ARN. */
    public String arn() {
        return Arn.ofBucket(value);
    }

    @Override
    public String toString() {
        return value;
    }
}

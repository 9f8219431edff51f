package dev.coffer.aws;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}; region and account may be empty. The
 * resource is everything behind the fifth colon. Source: "Amazon Resource Names (ARNs)", IAM User Guide.
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    /**
     * @param text the ARN's text
     * @throws IllegalArgumentException if it has fewer than six parts or does not begin with {@code arn:}
     */
    public static Arn parse(String text) {
        String[] parts = text.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn") || parts[2].isEmpty() || parts[5].isEmpty()) {
            throw new IllegalArgumentException("not an ARN: " + text);
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /** The bucket's ARN, the encryption context of its bucket keys. */
    public static String ofBucket(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    /** The object's ARN, the encryption context of SSE-KMS without a bucket key. */
    public static String ofObject(String bucket, String key) {
        return "arn:aws:s3:::" + bucket + "/" + key;
    }

    /** The ARN of the KMS key {@code keyId}. */
    public static String ofKmsKey(Region region, AccountId account, String keyId) {
        return "arn:aws:kms:" + region + ":" + account + ":key/" + keyId;
    }

    /** The ARN of an alias; {@code name} begins with {@code alias/}. */
    public static String ofKmsAlias(Region region, AccountId account, String name) {
        return "arn:aws:kms:" + region + ":" + account + ":" + name;
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}

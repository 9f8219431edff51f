package dev.coffer.storage.metadata;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bounds of what a writer may say of an object. Source: "Working with object metadata", "Categorizing your storage using tags". */
public final class MetadataLimits {
    /** User metadata, keys and values together, in UTF-8 bytes. */
    public static final int MAX_USER_METADATA_BYTES = 2048;

    /** Tags of one object. */
    public static final int MAX_OBJECT_TAGS = 10;

    /** Tags of one bucket. */
    public static final int MAX_BUCKET_TAGS = 50;

    private static final int MAX_TAG_KEY = 128;
    private static final int MAX_TAG_VALUE = 256;

    private MetadataLimits() {}

    /** @throws AwsException {@code MetadataTooLarge} */
    public static void checkUserMetadata(Map<String, String> metadata) {
        int size = 0;
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            size += utf8(pair.getKey()) + utf8(pair.getValue());
        }
        if (size > MAX_USER_METADATA_BYTES) {
            throw S3Error.METADATA_TOO_LARGE.with(Map.of(
                    "Size", Integer.toString(size), "MaxSizeAllowed", Integer.toString(MAX_USER_METADATA_BYTES)));
        }
    }

    /** @throws AwsException {@code BadRequest} for too many, {@code InvalidTag} for a bad one */
    public static void checkObjectTags(Map<String, String> tags) {
        if (tags.size() > MAX_OBJECT_TAGS) {
            throw new AwsException("BadRequest", 400, "Object tags cannot be greater than " + MAX_OBJECT_TAGS);
        }
        checkTags(tags);
    }

    /** @throws AwsException {@code BadRequest} for too many, {@code InvalidTag} for a bad one */
    public static void checkBucketTags(Map<String, String> tags) {
        if (tags.size() > MAX_BUCKET_TAGS) {
            throw new AwsException("BadRequest", 400, "Bucket tag count cannot be greater than " + MAX_BUCKET_TAGS);
        }
        checkTags(tags);
    }

    private static void checkTags(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (key.isEmpty() || length(key) > MAX_TAG_KEY || !allowed(key)) {
                throw S3Error.INVALID_TAG.because("The TagKey you have provided is invalid");
            }
            if (length(value) > MAX_TAG_VALUE || !allowed(value)) {
                throw S3Error.INVALID_TAG.because("The TagValue you have provided is invalid");
            }
            if (key.startsWith("aws:")) {
                throw S3Error.INVALID_TAG.because("System tags cannot be added/updated by requester");
            }
        });
    }

    private static boolean allowed(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c)
                        || Character.isSpaceChar(c)
                        || "_.:/=+-@".indexOf(c) >= 0
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

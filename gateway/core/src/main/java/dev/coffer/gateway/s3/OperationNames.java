package dev.coffer.gateway.s3;

import dev.coffer.gateway.s3.request.S3Target.Level;
import java.util.Locale;
import java.util.Map;

/**
 * What AWS calls the lines of the operation table, by a rule where there is one ({@code GET ?tagging} of a bucket is
 * GetBucketTagging) and by heart where there is none. Source: "Actions", Amazon S3 API Reference.
 */
final class OperationNames {
    private static final Map<String, String> BY_HEART = Map.ofEntries(
            Map.entry("GET SERVICE ", "ListBuckets"),
            Map.entry("PUT BUCKET ", "CreateBucket"),
            Map.entry("GET BUCKET ", "ListObjects"),
            Map.entry("GET BUCKET list-type", "ListObjectsV2"),
            Map.entry("GET BUCKET versions", "ListObjectVersions"),
            Map.entry("GET BUCKET uploads", "ListMultipartUploads"),
            Map.entry("POST BUCKET delete", "DeleteObjects"),
            Map.entry("GET BUCKET accelerate", "GetBucketAccelerateConfiguration"),
            Map.entry("GET BUCKET analytics", "ListBucketAnalyticsConfigurations"),
            Map.entry("GET BUCKET intelligent-tiering", "ListBucketIntelligentTieringConfigurations"),
            Map.entry("GET BUCKET inventory", "ListBucketInventoryConfigurations"),
            Map.entry("GET BUCKET lifecycle", "GetBucketLifecycleConfiguration"),
            Map.entry("GET BUCKET metrics", "ListBucketMetricsConfigurations"),
            Map.entry("GET BUCKET notification", "GetBucketNotificationConfiguration"),
            Map.entry("GET BUCKET object-lock", "GetObjectLockConfiguration"),
            Map.entry("GET BUCKET publicAccessBlock", "GetPublicAccessBlock"),
            Map.entry("POST OBJECT uploads", "CreateMultipartUpload"),
            Map.entry("PUT OBJECT uploadId&partNumber", "UploadPart"),
            Map.entry("POST OBJECT uploadId", "CompleteMultipartUpload"),
            Map.entry("DELETE OBJECT uploadId", "AbortMultipartUpload"),
            Map.entry("GET OBJECT uploadId", "ListParts"),
            Map.entry("GET OBJECT legal-hold", "GetObjectLegalHold"));

    private OperationNames() {}

    /** The name of a line with these parameters. */
    static String of(String method, Level level, String parameters) {
        String known = BY_HEART.get(method + " " + level + " " + parameters);
        return known != null ? known : capitalised(method) + capitalised(level.name()) + camel(parameters);
    }

    /** The name of a write whose bytes come from another object. */
    static String ofCopy(String parameters) {
        return parameters.isEmpty() ? "CopyObject" : "UploadPartCopy";
    }

    private static String capitalised(String upperCase) {
        return upperCase.charAt(0) + upperCase.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String camel(String parameter) {
        return parameter.isEmpty() ? "" : Character.toUpperCase(parameter.charAt(0)) + parameter.substring(1);
    }
}

package dev.coffer.storage.bucket;

import java.util.Locale;
import java.util.Map;

/** What GETs of settings that can't be set here are called. Source: "Actions, resources, and condition keys for Amazon S3". */
final class SettingNames {
    private record Names(String event, String action) {}

    private static final Map<String, Names> KNOWN = Map.ofEntries(
            Map.entry("accelerate", new Names("GetBucketAccelerateConfiguration", "s3:GetAccelerateConfiguration")),
            Map.entry("acl", new Names("GetBucketAcl", "s3:GetBucketAcl")),
            Map.entry("analytics", new Names("GetBucketAnalyticsConfiguration", "s3:GetAnalyticsConfiguration")),
            Map.entry("cors", new Names("GetBucketCors", "s3:GetBucketCORS")),
            Map.entry("inventory", new Names("GetBucketInventoryConfiguration", "s3:GetInventoryConfiguration")),
            Map.entry(
                    "intelligent-tiering",
                    new Names("GetBucketIntelligentTieringConfiguration", "s3:GetIntelligentTieringConfiguration")),
            Map.entry("lifecycle", new Names("GetBucketLifecycle", "s3:GetLifecycleConfiguration")),
            Map.entry("logging", new Names("GetBucketLogging", "s3:GetBucketLogging")),
            Map.entry("metrics", new Names("GetBucketMetricsConfiguration", "s3:GetMetricsConfiguration")),
            Map.entry("notification", new Names("GetBucketNotification", "s3:GetBucketNotification")),
            Map.entry(
                    "object-lock",
                    new Names("GetBucketObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration")),
            Map.entry("ownershipControls", new Names("GetBucketOwnershipControls", "s3:GetBucketOwnershipControls")),
            Map.entry("policy", new Names("GetBucketPolicy", "s3:GetBucketPolicy")),
            Map.entry("policyStatus", new Names("GetBucketPolicyStatus", "s3:GetBucketPolicyStatus")),
            Map.entry("publicAccessBlock", new Names("GetBucketPublicAccessBlock", "s3:GetBucketPublicAccessBlock")),
            Map.entry("requestPayment", new Names("GetBucketRequestPayment", "s3:GetBucketRequestPayment")),
            Map.entry("website", new Names("GetBucketWebsite", "s3:GetBucketWebsite")));

    private SettingNames() {}

    /** The name on the trail. */
    static String eventName(String kind) {
        Names names = KNOWN.get(kind);
        return names == null ? "GetBucket" + capitalised(kind) : names.event();
    }

    /** The IAM action. */
    static String action(String kind) {
        Names names = KNOWN.get(kind);
        return names == null ? "s3:GetBucket" + capitalised(kind) : names.action();
    }

    private static String capitalised(String kind) {
        return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    }
}

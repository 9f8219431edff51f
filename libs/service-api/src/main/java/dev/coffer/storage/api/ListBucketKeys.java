package dev.coffer.storage.api;

import dev.coffer.aws.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The bucket keys alive in this service's cache, for the admin API. */
public record ListBucketKeys(BucketName bucket, Optional<String> kmsKeyArn)
        implements S3Operation<ListBucketKeys.Result> {
    /** Never the key itself. */
    public record Result(List<LiveBucketKey> keys, Duration lifetime) {
        /** Copies the list. */
        public Result {
            keys = List.copyOf(keys);
        }
    }

    /**
     * One entry.
     *
     * @param action the KMS action that the requester was authorised for: {@code GenerateDataKey}, {@code Decrypt} or {@code Encrypt}
     * @param principal the ARN of user, role or root
     */
    public record LiveBucketKey(
            String bucketKeyId,
            Region region,
            BucketName bucket,
            String kmsKeyArn,
            String principal,
            String action,
            Instant createdAt,
            Instant expiresAt,
            long uses) {}
}

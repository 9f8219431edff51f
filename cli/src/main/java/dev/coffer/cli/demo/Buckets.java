package dev.coffer.cli.demo;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.Destination;
import software.amazon.awssdk.services.s3.model.EncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.SseKmsEncryptedObjects;
import software.amazon.awssdk.services.s3.model.SseKmsEncryptedObjectsStatus;

/** Makes buckets of one region. */
final class Buckets {
    private static final String FLOOR_HEADER = "x-coffer-encryption-floor";
    private static final String DEFAULT_LOCATION = "us-east-1";

    private final S3Client s3;
    private final String region;
    private final Undo undo;

    Buckets(S3Client s3, String region, Undo undo) {
        this.s3 = s3;
        this.region = region;
        this.undo = undo;
    }

    /** A bucket in which objects are plaintext unless a request says otherwise. */
    void createPlaintext(String bucket) {
        undo.remember("bucket " + bucket, () -> new BucketRemoval(s3, bucket).run());
        s3.createBucket(b -> {
            b.bucket(bucket).overrideConfiguration(o -> o.putHeader(FLOOR_HEADER, "none"));
            if (!region.equals(DEFAULT_LOCATION)) {
                b.createBucketConfiguration(c -> c.locationConstraint(region));
            }
        });
    }

    /** A bucket whose default encryption is SSE-KMS with {@code key}. */
    void createEncrypted(String bucket, String key, boolean bucketKey) {
        createPlaintext(bucket);
        s3.putBucketEncryption(e -> e.bucket(bucket)
                .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(d ->
                                d.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key))
                        .bucketKeyEnabled(bucketKey)
                        .build())));
    }

    /** Keeps versions, without which nothing replicates. */
    void enableVersioning(String bucket) {
        s3.putBucketVersioning(
                v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    }

    /** Where a bucket replicates to; {@code key} re-encrypts SSE-KMS objects there. */
    record Target(String bucket, Optional<String> key) {}

    /** Replicates everything in {@code bucket} to all {@code targets}. */
    void replicate(String bucket, String role, List<Target> targets) {
        List<ReplicationRule> rules = java.util.stream.IntStream.range(0, targets.size())
                .mapToObj(i -> rule(i + 1, targets.get(i)))
                .toList();
        s3.putBucketReplication(
                r -> r.bucket(bucket).replicationConfiguration(c -> c.role(role).rules(rules)));
    }

    private static ReplicationRule rule(int priority, Target target) {
        Destination.Builder destination = Destination.builder().bucket("arn:aws:s3:::" + target.bucket);
        ReplicationRule.Builder rule = ReplicationRule.builder()
                .id("to-" + target.bucket)
                .priority(priority)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(f -> f.prefix(""))
                .deleteMarkerReplication(d -> d.status(DeleteMarkerReplicationStatus.DISABLED));
        target.key.ifPresent(key -> {
            destination.encryptionConfiguration(
                    EncryptionConfiguration.builder().replicaKmsKeyID(key).build());
            rule.sourceSelectionCriteria(s -> s.sseKmsEncryptedObjects(SseKmsEncryptedObjects.builder()
                    .status(SseKmsEncryptedObjectsStatus.ENABLED)
                    .build()));
        });
        return rule.destination(destination.build()).build();
    }
}

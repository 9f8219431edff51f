package dev.coffer.conformance.replication;

import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Policies;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.Destination;
import software.amazon.awssdk.services.s3.model.EncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.SseKmsEncryptedObjects;
import software.amazon.awssdk.services.s3.model.SseKmsEncryptedObjectsStatus;

/** Buckets with versions, a role, and rules between them. */
public final class ReplicationFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Deployment coffer;
    private final String role;

    /** In this deployment. */
    public ReplicationFixture(Deployment coffer) {
        this.coffer = coffer;
        this.role = coffer.newRole(Policies.TRUST_S3, Policies.replication());
    }

    String role() {
        return role;
    }

    /** A plaintext-floor bucket that keeps versions. */
    public String bucket(String region) {
        String bucket = coffer.newPlaintextBucket(region);
        coffer.s3(region)
                .putBucketVersioning(
                        v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        return bucket;
    }

    /** What a bucket encrypts with where a request does not say. */
    public void defaultEncryption(
            String region, String bucket, String algorithm, Optional<String> key, boolean bucketKey) {
        coffer.s3(region)
                .putBucketEncryption(e -> e.bucket(bucket)
                        .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(d -> {
                                    d.sseAlgorithm(algorithm);
                                    key.ifPresent(d::kmsMasterKeyID);
                                })
                                .bucketKeyEnabled(bucketKey)
                                .build())));
    }

    /** A rule for keys with a prefix. */
    static ReplicationRule.Builder rule(String destination, String prefix, int priority) {
        return ReplicationRule.builder()
                .id("rule-" + priority)
                .priority(priority)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(f -> f.prefix(prefix))
                .deleteMarkerReplication(d -> d.status(DeleteMarkerReplicationStatus.DISABLED))
                .destination(Destination.builder()
                        .bucket("arn:aws:s3:::" + destination)
                        .build());
    }

    /** A rule that re-encrypts SSE-KMS objects under {@code key}. */
    public static ReplicationRule.Builder kmsRule(String destination, String key) {
        return rule(destination, "", 1)
                .sourceSelectionCriteria(s -> s.sseKmsEncryptedObjects(SseKmsEncryptedObjects.builder()
                        .status(SseKmsEncryptedObjectsStatus.ENABLED)
                        .build()))
                .destination(Destination.builder()
                        .bucket("arn:aws:s3:::" + destination)
                        .encryptionConfiguration(EncryptionConfiguration.builder()
                                .replicaKmsKeyID(key)
                                .build())
                        .build());
    }

    /** The rules of a bucket of the first region. */
    public void configure(String bucket, ReplicationRule... rules) {
        configure(coffer.home(), bucket, role, rules);
    }

    void configure(String region, String bucket, String asRole, ReplicationRule... rules) {
        coffer.s3(region)
                .putBucketReplication(r -> r.bucket(bucket)
                        .replicationConfiguration(c -> c.role(asRole).rules(rules)));
    }

    /** Waits until the source object has this status, and returns it. */
    public HeadObjectResponse await(S3Client s3, String bucket, String key, ReplicationStatus status) {
        return Awaitility.await(bucket + "/" + key + " becomes " + status)
                .atMost(PATIENCE)
                .until(() -> s3.headObject(h -> h.bucket(bucket).key(key)), h -> h.replicationStatus() == status);
    }
}

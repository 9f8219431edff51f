package dev.coffer.conformance.faults;

import dev.coffer.cli.Credentials;
import dev.coffer.conformance.faults.Place.Replica;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.SseKmsEncryptedObjectsStatus;

/**
 * What the load works on, in both regions alike: a bucket with bucket keys whose replicas go to the other region, one with a
 * data key of KMS for each object, a plaintext one; and an account with a quota that calls KMS itself.
 *
 * @param caller the root of that account
 * @param callerKeys its KMS key in each region
 * @param callsPerSecond its quota in each region
 */
record Setting(List<Place> places, Credentials caller, Map<String, String> callerKeys, int callsPerSecond) {
    private static final int CALLS_PER_SECOND = 4;

    static Setting make(Deployment coffer) {
        String role = coffer.newRole(Policies.TRUST_S3, Policies.replication());
        List<String> regions = List.of(coffer.home(), coffer.away());
        List<Place> places = new ArrayList<>();
        for (String region : regions) {
            String other = region.equals(coffer.home()) ? coffer.away() : coffer.home();
            places.add(replicated(coffer, region, other, role));
            places.add(encryptedEach(coffer, region));
            String plaintext = coffer.newPlaintextBucket(region);
            keepVersions(coffer, region, plaintext);
            places.add(new Place(region, plaintext, Optional.empty(), Optional.empty()));
        }
        Credentials caller = coffer.newAccount();
        return new Setting(List.copyOf(places), caller, callerKeys(coffer, caller, regions), CALLS_PER_SECOND);
    }

    private static Map<String, String> callerKeys(Deployment coffer, Credentials caller, List<String> regions) {
        Map<String, String> keys = new HashMap<>();
        try (var clients = coffer.as(caller)) {
            for (String region : regions) {
                keys.put(region, clients.kms(region).createKey().keyMetadata().arn());
                coffer.admin()
                        .put(
                                "/kms/quotas/" + region,
                                Map.of(
                                        "account",
                                        clients.account(region),
                                        "symmetricPerSecond",
                                        CALLS_PER_SECOND,
                                        "enabled",
                                        true));
            }
        }
        return Map.copyOf(keys);
    }

    private static Place encryptedEach(Deployment coffer, String region) {
        String bucket = coffer.newBucket(region);
        keepVersions(coffer, region, bucket);
        String key = coffer.newKey(region);
        encrypt(coffer, region, bucket, key, false);
        return new Place(region, bucket, Optional.of(key), Optional.empty());
    }

    private static Place replicated(Deployment coffer, String region, String other, String role) {
        String bucket = coffer.newBucket(region);
        keepVersions(coffer, region, bucket);
        encrypt(coffer, region, bucket, coffer.newKey(region), true);
        String replica = coffer.newBucket(other);
        keepVersions(coffer, other, replica);
        String replicaKey = coffer.newKey(other);
        ReplicationRule all = ReplicationRule.builder()
                .id("all")
                .priority(1)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(f -> f.prefix(""))
                .deleteMarkerReplication(d -> d.status(DeleteMarkerReplicationStatus.ENABLED))
                .sourceSelectionCriteria(
                        s -> s.sseKmsEncryptedObjects(e -> e.status(SseKmsEncryptedObjectsStatus.ENABLED)))
                .destination(d ->
                        d.bucket("arn:aws:s3:::" + replica).encryptionConfiguration(e -> e.replicaKmsKeyID(replicaKey)))
                .build();
        coffer.s3(region)
                .putBucketReplication(r -> r.bucket(bucket)
                        .replicationConfiguration(c -> c.role(role).rules(all)));
        return new Place(region, bucket, Optional.empty(), Optional.of(new Replica(other, replica)));
    }

    private static void keepVersions(Deployment coffer, String region, String bucket) {
        coffer.s3(region)
                .putBucketVersioning(
                        v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    }

    private static void encrypt(Deployment coffer, String region, String bucket, String key, boolean bucketKey) {
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .bucketKeyEnabled(bucketKey)
                .applyServerSideEncryptionByDefault(
                        d -> d.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key))
                .build();
        coffer.s3(region)
                .putBucketEncryption(e -> e.bucket(bucket).serverSideEncryptionConfiguration(c -> c.rules(rule)));
    }
}

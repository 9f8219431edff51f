package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.demo.Waiting.Count;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;

/** Waits until a bucket's objects have been replicated, and looks at what arrived. */
final class Replicas {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workers workers;

    Replicas(Workers workers) {
        this.workers = workers;
    }

    /** The source objects by key, once each is COMPLETED in all of its destinations. */
    Map<String, HeadObjectResponse> await(S3Client s3, String bucket, Collection<String> keys, Progress.Phase phase) {
        Map<String, HeadObjectResponse> completed = new ConcurrentHashMap<>();
        Waiting.until("replication of " + bucket, PATIENCE, workers, phase, () -> {
            List<String> waiting =
                    keys.stream().filter(key -> !completed.containsKey(key)).toList();
            workers.forEach(waiting, key -> {
                HeadObjectResponse head = s3.headObject(h -> h.bucket(bucket).key(key));
                if (head.replicationStatus() == ReplicationStatus.FAILED) {
                    throw new CommandFailed("replication of " + bucket + "/" + key + " has failed");
                }
                if (head.replicationStatus() == ReplicationStatus.COMPLETED) {
                    completed.put(key, head);
                }
            });
            return new Count(completed.size(), keys.size());
        });
        return Map.copyOf(completed);
    }

    /** What the objects with these keys look like. */
    Map<String, HeadObjectResponse> look(S3Client s3, String bucket, Collection<String> keys) {
        Map<String, HeadObjectResponse> replicas = new ConcurrentHashMap<>();
        workers.forEach(
                List.copyOf(keys),
                key -> replicas.put(key, s3.headObject(h -> h.bucket(bucket).key(key))));
        return Map.copyOf(replicas);
    }

    /** Sums up replicas beside their sources. */
    static Report.Replicas summary(
            String bucket, Map<String, HeadObjectResponse> sources, Map<String, HeadObjectResponse> replicas) {
        long sameEtag = sources.entrySet().stream()
                .filter(e -> e.getValue().eTag().equals(replicas.get(e.getKey()).eTag()))
                .count();
        return new Report.Replicas(
                bucket,
                replicas.size(),
                replicas.values().stream().map(Replicas::encryption).collect(Collectors.toCollection(TreeSet::new)),
                replicas.values().stream().map(Replicas::bucketKey).collect(Collectors.toCollection(TreeSet::new)),
                sameEtag);
    }

    /** {@code aws:kms}, {@code AES256}, or {@code none}. */
    static String encryption(HeadObjectResponse head) {
        return head.serverSideEncryption() == null ? "none" : head.serverSideEncryptionAsString();
    }

    /** Whether the object's data key is wrapped by a bucket key. */
    static boolean bucketKey(HeadObjectResponse head) {
        return Boolean.TRUE.equals(head.bucketKeyEnabled());
    }
}

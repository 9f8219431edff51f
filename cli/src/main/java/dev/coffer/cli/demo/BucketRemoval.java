package dev.coffer.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Deletes a bucket with every version in it. Replicas may still be arriving, so a bucket that is not empty after all is
 * emptied again for a while.
 */
final class BucketRemoval {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final S3Client s3;
    private final String bucket;

    BucketRemoval(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    void run() {
        long begun = System.nanoTime();
        try {
            s3.deleteBucketReplication(r -> r.bucket(bucket));
            while (true) {
                empty();
                if (deleted(System.nanoTime() - begun > PATIENCE.toNanos())) {
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        } catch (NoSuchBucketException e) {
            // It was never made, or is gone already: that is what was wanted.
        }
    }

    private boolean deleted(boolean lastChance) {
        try {
            s3.deleteBucket(b -> b.bucket(bucket));
            return true;
        } catch (S3Exception e) {
            if (lastChance || !"BucketNotEmpty".equals(e.awsErrorDetails().errorCode())) {
                throw e;
            }
            return false;
        }
    }

    private void empty() {
        while (true) {
            ListObjectVersionsResponse page = s3.listObjectVersions(l -> l.bucket(bucket));
            List<ObjectIdentifier> versions = Stream.concat(
                            page.versions().stream().map(v -> identifier(v.key(), v.versionId())),
                            page.deleteMarkers().stream().map(m -> identifier(m.key(), m.versionId())))
                    .toList();
            if (versions.isEmpty()) {
                return;
            }
            s3.deleteObjects(
                    d -> d.bucket(bucket).delete(v -> v.objects(versions).quiet(true)));
        }
    }

    private static ObjectIdentifier identifier(String key, String versionId) {
        return ObjectIdentifier.builder().key(key).versionId(versionId).build();
    }
}

package dev.coffer.cli.verify;

import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Compares versions of one source bucket with those of one destination: size, user metadata, content type and date; the
 * ETag too unless the replica is encrypted otherwise; with {@code content} every byte.
 */
final class Comparison {
    private static final int NOT_FOUND = 404;

    private final S3Client source;
    private final String sourceBucket;
    private final S3Client destination;
    private final String destinationBucket;
    private final boolean content;

    Comparison(S3Client source, String sourceBucket, S3Client destination, String destinationBucket, boolean content) {
        this.source = source;
        this.sourceBucket = sourceBucket;
        this.destination = destination;
        this.destinationBucket = destinationBucket;
        this.content = content;
    }

    Verdict verdict(ObjectVersion version) {
        HeadObjectResponse original = head(source, sourceBucket, version)
                .orElseThrow(() ->
                        new CommandFailed("%s/%s has been deleted meanwhile".formatted(sourceBucket, version.key())));
        ReplicationStatus status = original.replicationStatus();
        if (status == null || status == ReplicationStatus.REPLICA) {
            return Verdict.NOT_ELIGIBLE;
        }
        Optional<HeadObjectResponse> replica = head(destination, destinationBucket, version);
        if (replica.isPresent()) {
            return same(original, replica.get()) && sameContent(version) ? Verdict.REPLICATED : Verdict.DIFFERENT;
        }
        return switch (status) {
            case FAILED -> Verdict.FAILED;
            case PENDING -> Verdict.PENDING;
            default -> Verdict.MISSING;
        };
    }

    private static boolean same(HeadObjectResponse original, HeadObjectResponse replica) {
        boolean sameEncryption = original.serverSideEncryption() == replica.serverSideEncryption()
                && original.ssekmsKeyId() == null
                && replica.ssekmsKeyId() == null;
        return original.contentLength().equals(replica.contentLength())
                && original.metadata().equals(replica.metadata())
                && String.valueOf(original.contentType()).equals(String.valueOf(replica.contentType()))
                && original.lastModified().equals(replica.lastModified())
                && (!sameEncryption || original.eTag().equals(replica.eTag()));
    }

    private boolean sameContent(ObjectVersion version) {
        return !content
                || MessageDigest.isEqual(
                        digest(source, sourceBucket, version), digest(destination, destinationBucket, version));
    }

    private static Optional<HeadObjectResponse> head(S3Client s3, String bucket, ObjectVersion version) {
        try {
            return Optional.of(
                    s3.headObject(h -> h.bucket(bucket).key(version.key()).versionId(version.versionId())));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static byte[] digest(S3Client s3, String bucket, ObjectVersion version) {
        try (InputStream in =
                        s3.getObject(g -> g.bucket(bucket).key(version.key()).versionId(version.versionId()));
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return digest.getMessageDigest().digest();
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + bucket + "/" + version.key() + ": " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

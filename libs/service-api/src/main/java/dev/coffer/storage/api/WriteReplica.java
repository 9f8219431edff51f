package dev.coffer.storage.api;

import java.util.Optional;

/**
 * Writes a replica as the replication role ({@code s3:ReplicateObject}) under the destination's encryption decision (spec
 * section 7); the body is the plaintext. The same version twice is written once. {@code InvalidRequest} where the
 * destination's versioning is not enabled. Not on the public wire.
 */
public record WriteReplica(
        BucketName bucket,
        ObjectKey key,
        ReplicationSource source,
        String sourceBucketArn,
        Optional<String> replicaKmsKeyId,
        Optional<String> storageClass)
        implements S3Operation<WriteReplica.Result> {
    /**
     * What the destination has now.
     *
     * @param written false where the version was there already
     */
    public record Result(String etag, AppliedEncryption encryption, boolean written) {}
}

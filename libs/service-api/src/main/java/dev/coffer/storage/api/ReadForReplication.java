package dev.coffer.storage.api;

/** Reads a source version as the replication role ({@code s3:GetObjectVersionForReplication}): decrypts it with that role's KMS permission; the answer's body is the plaintext. Not on the public wire. */
public record ReadForReplication(BucketName bucket, ObjectKey key, String versionId)
        implements S3Operation<ReplicationSource> {}

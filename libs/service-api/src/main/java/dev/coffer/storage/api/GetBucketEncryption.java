package dev.coffer.storage.api;

/** The default encryption, or the floor. */
public record GetBucketEncryption(BucketName bucket) implements S3Operation<EncryptionConfiguration> {}

package dev.coffer.storage.api;

import dev.coffer.api.Nothing;

/** Sets the default encryption. */
public record PutBucketEncryption(BucketName bucket, EncryptionConfiguration configuration)
        implements S3Operation<Nothing> {}

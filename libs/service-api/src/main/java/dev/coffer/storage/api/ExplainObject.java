package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/** The envelope chain of one object version, without any secret. */
public record ExplainObject(BucketName bucket, ObjectKey key, Optional<String> versionId)
        implements S3Operation<ExplainObject.Result> {
    /**
     * The chain from object to KMS key.
     *
     * @param encryptionContext the context authenticated at KMS
     * @param wrappedDataKeyBytes length of the wrapped DEK, or of the KMS ciphertext blob without a bucket key
     */
    public record Result(
            String versionId,
            String objectId,
            long size,
            AppliedEncryption encryption,
            Map<String, String> encryptionContext,
            String algorithm,
            int formatVersion,
            int frameBytes,
            long frames,
            Optional<String> bucketKeyId,
            int kmsCiphertextBytes,
            int wrappedDataKeyBytes,
            String etag) {
        /** Copies the map. */
        public Result {
            encryptionContext = Map.copyOf(encryptionContext);
        }
    }
}

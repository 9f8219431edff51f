package dev.coffer.storage.encryption;

import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.storage.api.AppliedEncryption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How a stored object version is encrypted, with all it takes (but for other services' keys) to open it later. */
public sealed interface StoredEncryption {

    /** As answers show it. */
    AppliedEncryption applied();

    /** Whether the ETag of an object made by one request is the MD5 of its plaintext. */
    default boolean showsMd5() {
        return switch (this) {
            case Plaintext p -> true;
            case SseS3 s -> true;
            case SseKms k -> false;
            case SseKmsBucketKey k -> false;
        };
    }

    /** Whether reading needs the requester's permission at KMS. */
    default boolean needsKms() {
        return !showsMd5();
    }

    /** Not at all. */
    record Plaintext() implements StoredEncryption {
        @Override
        public AppliedEncryption applied() {
            return AppliedEncryption.NONE;
        }
    }

    /**
     * SSE-S3.
     *
     * @param rootId the bucket root that wraps the data key
     */
    record SseS3(UUID rootId, WrappedDataKey wrapped) implements StoredEncryption {
        @Override
        public AppliedEncryption applied() {
            return new AppliedEncryption(Optional.of(EncryptionDecision.AES256), Optional.empty(), false);
        }
    }

    /**
     * SSE-KMS with a data key from KMS, under the object's ARN.
     *
     * @param ciphertext KMS's blob of the data key
     * @param addedContext the writer's own pairs
     */
    record SseKms(String keyArn, byte[] ciphertext, Map<String, String> addedContext) implements StoredEncryption {
        /** Copies the pairs. */
        public SseKms {
            addedContext = Map.copyOf(addedContext);
        }

        @Override
        public AppliedEncryption applied() {
            return new AppliedEncryption(Optional.of(EncryptionDecision.KMS), Optional.of(keyArn), false);
        }
    }

    /**
     * SSE-KMS with a data key wrapped by a bucket key, which KMS gave under the bucket's ARN.
     *
     * @param bucketKeyCiphertext KMS's blob of the bucket key
     * @param wrapped the data key
     * @param addedContext the writer's own pairs
     */
    record SseKmsBucketKey(
            String keyArn,
            UUID bucketKeyId,
            byte[] bucketKeyCiphertext,
            WrappedDataKey wrapped,
            Map<String, String> addedContext)
            implements StoredEncryption {
        /** Copies the pairs. */
        public SseKmsBucketKey {
            addedContext = Map.copyOf(addedContext);
        }

        @Override
        public AppliedEncryption applied() {
            return new AppliedEncryption(Optional.of(EncryptionDecision.KMS), Optional.of(keyArn), true);
        }
    }
}

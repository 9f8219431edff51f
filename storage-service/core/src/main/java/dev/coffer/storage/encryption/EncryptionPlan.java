package dev.coffer.storage.encryption;

import java.util.Map;

/** What a new object will be encrypted with; decided before its first byte is read. */
public sealed interface EncryptionPlan {

    /** Stored as it comes. */
    record Plaintext() implements EncryptionPlan {}

    /** SSE-S3: keys of the storage service's own. */
    record SseS3() implements EncryptionPlan {}

    /**
     * SSE-KMS.
     *
     * @param keyId id, ARN, alias name or alias ARN, as it goes to KMS; resolved there in the requester's account
     * @param addedContext the requester's own encryption context pairs
     * @param bucketKey whether the data key is wrapped by a bucket key
     */
    record SseKms(String keyId, Map<String, String> addedContext, boolean bucketKey) implements EncryptionPlan {
        /** Copies the pairs. */
        public SseKms {
            addedContext = Map.copyOf(addedContext);
        }
    }
}

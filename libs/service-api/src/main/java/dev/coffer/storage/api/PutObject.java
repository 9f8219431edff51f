package dev.coffer.storage.api;

import java.util.Map;

/** Stores one object; the body is the call's body. User metadata keys are lower case without {@code x-amz-meta-}. */
public record PutObject(
        BucketName bucket,
        ObjectKey key,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        String storageClass,
        EncryptionRequest encryption,
        Conditions conditions,
        Digests digests)
        implements S3Operation<WriteResult> {
    /** Copies the collections. */
    public PutObject {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
    }
}

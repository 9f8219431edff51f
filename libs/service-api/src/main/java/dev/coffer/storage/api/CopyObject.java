package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/** Copies an object within the deployment; a source of another region is read there. */
public record CopyObject(
        BucketName bucket,
        ObjectKey key,
        CopySource source,
        boolean replaceMetadata,
        boolean replaceTags,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        Optional<String> storageClass,
        EncryptionRequest encryption,
        Conditions sourceConditions,
        Conditions conditions,
        Optional<String> checksumAlgorithm)
        implements S3Operation<CopyObject.Result> {
    /** Copies the collections. */
    public CopyObject {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
    }
    /** The write, and the version that was copied. */
    public record Result(WriteResult write, Optional<String> sourceVersionId) {}
}

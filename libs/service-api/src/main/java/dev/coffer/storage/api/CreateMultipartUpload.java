package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/** Begins a multipart upload. */
public record CreateMultipartUpload(
        BucketName bucket,
        ObjectKey key,
        ObjectHeaders headers,
        Map<String, String> userMetadata,
        Map<String, String> tags,
        String storageClass,
        EncryptionRequest encryption,
        Optional<String> checksumAlgorithm,
        Optional<String> checksumType)
        implements S3Operation<CreateMultipartUpload.Result> {
    /** Copies the collections. */
    public CreateMultipartUpload {
        userMetadata = Map.copyOf(userMetadata);
        tags = Map.copyOf(tags);
    }
    /** The upload. */
    public record Result(
            String uploadId,
            AppliedEncryption encryption,
            Optional<String> checksumAlgorithm,
            Optional<String> checksumType) {}
}

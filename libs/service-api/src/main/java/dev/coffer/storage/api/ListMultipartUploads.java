package dev.coffer.storage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Uploads in progress, by key and start. */
public record ListMultipartUploads(
        BucketName bucket, String prefix, String delimiter, String keyMarker, String uploadIdMarker, int maxUploads)
        implements S3Operation<ListMultipartUploads.Result> {
    /** A page. */
    public record Result(
            List<Upload> uploads,
            List<String> commonPrefixes,
            Optional<String> nextKeyMarker,
            Optional<String> nextUploadIdMarker,
            String ownerCanonicalId) {
        /** Copies the lists. */
        public Result {
            uploads = List.copyOf(uploads);
            commonPrefixes = List.copyOf(commonPrefixes);
        }
    }

    /** One upload. */
    public record Upload(
            String key,
            String uploadId,
            Instant initiated,
            String storageClass,
            Optional<String> checksumAlgorithm,
            Optional<String> checksumType) {}
}

package dev.coffer.storage.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the object of the parts named. Repeating it after success answers the same.
 *
 * @param checksums the whole object's, by algorithm in lower case
 * @param declaredSize {@code x-amz-mp-object-size}
 */
public record CompleteMultipartUpload(
        BucketName bucket,
        ObjectKey key,
        String uploadId,
        List<CompleteMultipartUpload.Part> parts,
        Conditions conditions,
        Map<String, String> checksums,
        Optional<String> checksumType,
        Optional<Long> declaredSize)
        implements S3Operation<WriteResult> {
    /** Copies the collections. */
    public CompleteMultipartUpload {
        parts = List.copyOf(parts);
        checksums = Map.copyOf(checksums);
    }
    /** One part; the ETag may be quoted. */
    public record Part(int number, String etag, Map<String, String> checksums) {
        /** Copies the map. */
        public Part {
            checksums = Map.copyOf(checksums);
        }
    }
}

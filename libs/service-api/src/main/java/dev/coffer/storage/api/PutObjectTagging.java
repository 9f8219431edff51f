package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/** Replaces an object version's tags. */
public record PutObjectTagging(BucketName bucket, ObjectKey key, Optional<String> versionId, Map<String, String> tags)
        implements S3Operation<TagSet> {
    /** Copies the collections. */
    public PutObjectTagging {
        tags = Map.copyOf(tags);
    }
}

package dev.coffer.storage.api;

import dev.coffer.api.Nothing;
import java.util.Map;

/** Replaces the bucket's tags. */
public record PutBucketTagging(BucketName bucket, Map<String, String> tags) implements S3Operation<Nothing> {
    /** Copies the collections. */
    public PutBucketTagging {
        tags = Map.copyOf(tags);
    }
}

package dev.coffer.storage.api;

import dev.coffer.api.Nothing;
import java.time.Instant;

/** Writes a replicated delete marker ({@code s3:ReplicateDelete}); idempotent. Not on the public wire. */
public record WriteReplicaDeleteMarker(
        BucketName bucket,
        ObjectKey key,
        String versionId,
        long sequencer,
        Instant lastModified,
        String sourceBucketArn)
        implements S3Operation<Nothing> {}

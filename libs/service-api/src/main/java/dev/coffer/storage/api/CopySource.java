package dev.coffer.storage.api;

import dev.coffer.aws.Region;
import java.util.Optional;

/** A copy's source; the gateway has found its region. */
public record CopySource(BucketName bucket, ObjectKey key, Optional<String> versionId, Region region) {}

package dev.coffer.storage.object;

import dev.coffer.storage.bucket.Bucket;
import java.util.Optional;

/** A bucket and what was found in it, of one moment. */
public record Located(Bucket bucket, Optional<StoredVersion> version) {}

package dev.coffer.storage.encryption.bucketkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long, how often and how many. */
@ConfigMapping(prefix = "coffer.bucket-key")
public interface BucketKeyLimits {
    /** How long KMS's word counts: the bound of staleness after a key was disabled or a permission taken away. */
    @WithDefault("300s")
    Duration lifetime();

    /** How many data keys one bucket key may wrap. */
    @WithDefault("16777216")
    long maxObjects();

    /** How many bucket keys are kept at once. */
    @WithDefault("10000")
    long maxEntries();
}

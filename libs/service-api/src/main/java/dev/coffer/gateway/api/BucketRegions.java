package dev.coffer.gateway.api;

import dev.coffer.aws.Region;
import dev.coffer.storage.api.BucketName;
import java.util.Optional;

/** Where buckets are, of any account. Answers may be a second old. */
public interface BucketRegions {

    /**
     * The bucket's region; none if there is no such bucket. Blocks.
     *
     * @throws dev.coffer.aws.error.AwsException {@code ServiceUnavailable} while an operator has stopped the region
     */
    Optional<Region> regionOf(BucketName bucket);
}

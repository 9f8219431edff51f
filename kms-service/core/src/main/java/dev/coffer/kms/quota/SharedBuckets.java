package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import java.util.List;
import java.util.Map;

/**
 * The token buckets that all instances of a region share, one for each claim, each of one second's quota. A bucket is charged
 * whatever a request says was taken already, if need be below nothing, and then gives at most the instance's part of what
 * it holds. Parts follow demand; a fifth is divided evenly, so that an instance which was idle can begin. Since a part is one
 * of what there is, and not of the quota, parts need not add up to one: what one instance leaves is there for all.
 */
interface SharedBuckets {
    /** How much of a bucket is divided evenly. */
    double EVENLY = 0.2;

    /**
     * Leases a slice for each request.
     *
     * @param instances how many share the buckets
     * @return tokens by claim
     */
    Map<Claim, Double> lease(Region region, List<SliceRequest> requests, int instances);
}

package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import java.util.List;
import java.util.Map;

/** Leases slices of shared buckets ahead of need: for all claims that want one in one go. For one thread. */
final class QuotaLeases {
    private final Quotas quotas;
    private final SharedBuckets buckets;

    QuotaLeases(Quotas quotas, SharedBuckets buckets) {
        this.quotas = quotas;
        this.buckets = buckets;
    }

    /** One round of a region; nothing is asked of the buckets where this instance is alone or nobody calls. */
    void renew(Region region) {
        int instances = quotas.instances(region);
        List<SliceRequest> requests = instances == 1 ? List.of() : quotas.requests(region);
        if (requests.isEmpty()) {
            return;
        }
        Map<Claim, Double> slices;
        try {
            slices = buckets.lease(region, requests, instances);
        } catch (RuntimeException e) {
            quotas.unanswered(region, requests);
            throw e;
        }
        quotas.answer(region, requests, slices);
    }
}

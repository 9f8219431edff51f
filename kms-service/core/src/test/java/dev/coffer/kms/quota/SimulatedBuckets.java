package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What {@link SharedBucketRows} does, in plain arithmetic on a clock of nanoseconds; SharedBucketRowsTest compares them. */
final class SimulatedBuckets implements SharedBuckets {
    private final Map<Claim, Bucket> buckets = new HashMap<>();
    private final LongSupplier clock;

    private record Bucket(double fullAt, double asked, double askedAt) {}

    SimulatedBuckets(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Map<Claim, Double> lease(Region region, List<SliceRequest> requests, int instances) {
        double now = clock.getAsLong() / 1e9;
        Map<Claim, Double> slices = new HashMap<>();
        for (SliceRequest request : requests) {
            Bucket known = buckets.getOrDefault(request.claim(), new Bucket(now, 0, now));
            double asked = known.asked() * Math.max(1 - (now - known.askedAt()), 0) + request.asked();
            double owing = Math.max(Math.max(known.fullAt() - now, 0) + request.charged() / request.perSecond(), 0);
            double part = EVENLY / instances
                    + (1 - EVENLY) * request.demand() / Math.max(Math.max(asked, request.demand()), 1);
            double tokens = Math.min(request.wanted(), Math.max(1 - owing, 0) * request.perSecond() * part);
            buckets.put(request.claim(), new Bucket(now + owing + tokens / request.perSecond(), asked, now));
            slices.put(request.claim(), tokens);
        }
        return slices;
    }
}

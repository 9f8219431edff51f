package dev.coffer.kms.quota;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * One quota of one account at this instance. Alone it is a bucket of its own. Among several, tokens come from a lease of the
 * shared bucket. As long as that one isn't known to be used up (no slice was asked for yet, or an answer is late), calls go
 * by an even part of the quota instead, and are charged to the shared bucket with the next request.
 */
final class ClaimMeter {
    private static final double AHEAD_SECONDS = 0.25; // what a slice should last: two requests and a late answer

    private final TokenBucket own;
    private final Lease lease = new Lease();
    private final LongAdder asked = new LongAdder();
    private final LongAdder unsettled = new LongAdder();
    private final Demand demand; // by the thread that leases

    /** @param now nanoseconds of any monotonic clock, as everywhere here */
    ClaimMeter(long now) {
        this.own = new TokenBucket(now);
        this.demand = new Demand(now);
    }

    /** Takes one token if there is one; never waits. */
    boolean take(int perSecond, int instances, long now) {
        if (instances == 1) {
            return own.take(perSecond, now);
        }
        asked.increment();
        if (lease.take(perSecond, now)) {
            return true;
        }
        if (lease.scarce(perSecond, now) || !own.take((double) perSecond / instances, now)) {
            return false;
        }
        unsettled.increment();
        return true;
    }

    /** Others have come, or all have gone: what was used up stays used up. */
    void share(int perSecond, int before, int instances, long now) {
        if (before == 1) {
            unsettled.add((long) own.used(perSecond, now));
        }
        if (instances == 1) {
            own.fillFrom(now);
        }
    }

    /** What to ask of the shared bucket now, if anything. */
    Optional<SliceRequest> request(Claim claim, int perSecond, int instances, long now) {
        long calls = asked.sumThenReset();
        demand.add(calls, now);
        long taken = unsettled.sumThenReset();
        double lapsed = lease.lapse(perSecond, now);
        if (perSecond <= 0) {
            return Optional.empty();
        }
        double ahead = demand.pauses() ? 0 : wantedAhead(perSecond);
        double held = lease.held();
        double excess = held > 2 * ahead ? lease.giveUp(held - ahead) : 0;
        double charged = Math.min((double) taken, mostOwed(perSecond, instances)) - lapsed - excess;
        double wanted = Math.max(ahead - held, 0);
        return charged == 0 && wanted == 0
                ? Optional.empty()
                : Optional.of(new SliceRequest(claim, perSecond, charged, wanted, calls, demand.perSecond()));
    }

    /**
     * An even part's burst and what it gives in the second until a lease ends. What was taken in a longer absence of the
     * database is forgiven: the shared bucket was full then, and went without filling.
     */
    private static double mostOwed(int perSecond, int instances) {
        return Math.max(2.0 * perSecond / instances, 1);
    }

    private double wantedAhead(int perSecond) {
        return Math.max(Math.min(demand.perSecond(), perSecond) * AHEAD_SECONDS, 1);
    }

    /** What came of a request. */
    void answer(SliceRequest request, double tokens, long now) {
        boolean scarce = tokens < request.wanted();
        lease.add(tokens, scarce, request.perSecond(), now);
        if (scarce) {
            own.emptyUntil(now + Lease.LIFE);
        }
    }

    /** A request failed: it may have been served or not, so what it put back is gone, and what it owed is owed again. */
    void unanswered(SliceRequest request) {
        unsettled.add((long) Math.max(request.charged(), 0));
    }
}

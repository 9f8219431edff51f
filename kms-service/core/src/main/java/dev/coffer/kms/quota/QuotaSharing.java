package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import dev.coffer.platform.time.Repeating;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Shares the quotas with the other instances of each region: about once a second it tells that this one is alive and counts
 * who else is, and where there are several it leases slices ten times a second, one statement for all claims of a region.
 * While the database is away an instance keeps its even part of each quota, by the number of instances last known.
 */
public final class QuotaSharing {
    private static final Logger LOG = Logger.getLogger(QuotaSharing.class);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long BEAT_NANOS = 900_000_000;
    private static final int TIDY_BEATS = 60;

    private final List<Region> regions;
    private final Quotas quotas;
    private final InstanceRows instances;
    private final SharedBucketRows buckets;
    private final QuotaLeases leases;
    private final Repeating turns = new Repeating("kms-quota", PERIOD, this::turn, this::failed);
    private long beatenAt = System.nanoTime() - BEAT_NANOS; // this and the next two by the thread of the turns
    private int beats;
    private boolean away;

    /** Of the regions that this process serves. */
    public QuotaSharing(List<Region> regions, Quotas quotas, InstanceRows instances, SharedBucketRows buckets) {
        this.regions = List.copyOf(regions);
        this.quotas = quotas;
        this.instances = instances;
        this.buckets = buckets;
        this.leases = new QuotaLeases(quotas, buckets);
    }

    /** Begins, in a thread of its own. */
    public void start() {
        turns.startAtOnce();
    }

    /** Ends and says so to the others; waits for it some seconds at most. */
    public void stop() {
        turns.close(this::leave, PATIENCE);
    }

    private void turn() {
        if (System.nanoTime() - beatenAt >= BEAT_NANOS) {
            beatenAt = System.nanoTime();
            beat(beats++ % TIDY_BEATS == 0);
        }
        regions.forEach(leases::renew);
        away = false;
    }

    private void failed(RuntimeException e) {
        if (!away) {
            LOG.warnf(e, "KMS cannot share quotas with other instances now, and keeps to an even part of each");
        }
        away = true;
    }

    private void beat(boolean tidy) {
        for (Region region : regions) {
            quotas.share(region, instances.alive(region));
            if (tidy) {
                buckets.forgetIdle(region);
            }
        }
    }

    private void leave() {
        try {
            instances.leave();
        } catch (RuntimeException e) {
            LOG.debugf(e, "this instance could not say that it leaves");
        }
    }
}

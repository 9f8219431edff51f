package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.api.KmsError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who may still call now: one token bucket per calling account, region and quota. Instances that serve the same region
 * share each quota in equal parts. Asked before anything else is done for a call.
 */
public final class Quotas {
    private static final String EXCEEDED =
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of" + " your calls.";

    private final LongSupplier nanoTime;
    private final Map<Region, InForce> inForce = new ConcurrentHashMap<>();
    private final Map<Bucket, TokenBucket> buckets = new ConcurrentHashMap<>();

    private record InForce(QuotaSettingsTable settings, int instances) {}

    private record Bucket(Region region, AccountId account, String quota) {}

    /**
     * AWS's quotas, for one instance.
     *
     * @param nanoTime a monotonic clock
     */
    public Quotas(List<Region> regions, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        regions.forEach(region -> inForce.put(region, new InForce(new QuotaSettingsTable(region, Map.of()), 1)));
    }

    /** @throws dev.coffer.aws.error.AwsException {@code ThrottlingException} if the account's quota is used up */
    public void take(Region region, AccountId account, String quota) {
        InForce now = inForce.get(region);
        if (now == null || !now.settings().enabled(account.value())) {
            return;
        }
        double perSecond = (double) now.settings().perSecond(account.value(), quota) / now.instances();
        long time = nanoTime.getAsLong();
        TokenBucket bucket = buckets.computeIfAbsent(new Bucket(region, account, quota), b -> new TokenBucket(time));
        if (!bucket.take(perSecond, time)) {
            throw KmsError.THROTTLING.because(EXCEEDED);
        }
    }

    /** The settings of a region. */
    public QuotaSettingsTable settings(Region region) {
        InForce now = inForce.get(region);
        return now == null ? new QuotaSettingsTable(region, Map.of()) : now.settings();
    }

    /** Puts settings in force. */
    public void set(QuotaSettingsTable settings) {
        inForce.computeIfPresent(settings.region(), (region, now) -> new InForce(settings, now.instances()));
    }

    /** Tells how many instances serve the region; at least one. */
    public void share(Region region, int instances) {
        inForce.computeIfPresent(region, (r, now) -> new InForce(now.settings(), Math.max(1, instances)));
    }
}

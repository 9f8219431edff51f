package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.api.KmsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Who may still call now: one token bucket per calling account, region and quota. Instances that serve the same region
 * share each quota by demand ({@link #share}). Asked before anything else is done for a call.
 */
public final class Quotas {
    private static final String EXCEEDED =
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.";

    private final LongSupplier nanoTime;
    private final Map<Region, Regional> regions = new ConcurrentHashMap<>();

    /** A quota of an account. */
    public record Claim(AccountId account, String quota) {}

    /**
     * AWS's quotas, for one instance.
     *
     * @param nanoTime a monotonic clock
     */
    public Quotas(List<Region> served, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        served.forEach(region -> regions.put(region, new Regional(region)));
    }

    /** @throws dev.coffer.aws.error.AwsException {@code ThrottlingException} if the account's quota is used up */
    public void take(Region region, AccountId account, String quota) {
        Regional regional = regions.get(region);
        if (regional == null || !regional.settings.enabled(account.value())) {
            return;
        }
        long now = nanoTime.getAsLong();
        Metered metered = regional.metered.computeIfAbsent(
                new Claim(account, quota), claim -> new Metered(now, regional.share(claim)));
        metered.asked.increment();
        if (!metered.bucket.take(regional.settings.perSecond(account.value(), quota) * metered.share, now)) {
            throw KmsError.THROTTLING.because(EXCEEDED);
        }
    }

    /** The settings of a region. */
    public QuotaSettingsTable settings(Region region) {
        Regional regional = regions.get(region);
        return regional == null ? new QuotaSettingsTable(region, Map.of()) : regional.settings;
    }

    /** Puts settings in force. */
    public void set(QuotaSettingsTable settings) {
        Regional regional = regions.get(settings.region());
        if (regional != null) {
            regional.settings = settings;
        }
    }

    /** How often each quota was asked for here since this was last called. */
    public Map<Claim, Long> asked(Region region) {
        Map<Claim, Long> asked = new HashMap<>();
        Regional regional = regions.get(region);
        if (regional != null) {
            regional.metered.forEach((claim, metered) -> {
                long calls = metered.asked.sumThenReset();
                if (calls > 0) {
                    asked.put(claim, calls);
                }
            });
        }
        return asked;
    }

    /**
     * Tells which part of each quota is this instance's.
     *
     * @param usual of quotas that nobody asks for now: one part of as many as there are instances
     * @param shares of the others
     */
    public void share(Region region, double usual, Map<Claim, Double> shares) {
        Regional regional = regions.get(region);
        if (regional != null) {
            regional.shares = new Shares(usual, Map.copyOf(shares));
            regional.metered.forEach((claim, metered) -> metered.share = regional.share(claim));
        }
    }

    /** What is in force in a region. */
    private static final class Regional {
        private final Map<Claim, Metered> metered = new ConcurrentHashMap<>();
        private volatile QuotaSettingsTable settings;
        private volatile Shares shares = new Shares(1, Map.of());

        private Regional(Region region) {
            this.settings = new QuotaSettingsTable(region, Map.of());
        }

        private double share(Claim claim) {
            Shares now = shares;
            return now.byClaim().getOrDefault(claim, now.usual());
        }
    }

    /** This instance's parts. */
    private record Shares(double usual, Map<Claim, Double> byClaim) {}

    /** One quota of one account. */
    private static final class Metered {
        private final TokenBucket bucket;
        private final LongAdder asked = new LongAdder();
        private volatile double share;

        private Metered(long now, double share) {
            this.bucket = new TokenBucket(now);
            this.share = share;
        }
    }
}

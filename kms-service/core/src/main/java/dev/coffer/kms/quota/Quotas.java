package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.api.KmsError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who may still call now: one token bucket per calling account, region and quota, which instances that serve the same region
 * share. Asked before anything else is done for a call; never waits.
 */
public final class Quotas {
    private static final String EXCEEDED =
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.";

    private final LongSupplier nanoTime;
    private final Map<Region, Regional> regions = new ConcurrentHashMap<>();

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
        Claim claim = new Claim(account, quota);
        ClaimMeter meter = regional.meters.computeIfAbsent(claim, _ -> new ClaimMeter(now));
        if (!meter.take(regional.perSecond(claim), regional.instances, now)) {
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

    /** Tells how many instances serve a region, this one included. */
    public void share(Region region, int instances) {
        Regional regional = regions.get(region);
        if (regional == null || regional.instances == instances) {
            return;
        }
        int before = regional.instances;
        regional.instances = instances;
        long now = nanoTime.getAsLong();
        regional.meters.forEach((claim, meter) -> meter.share(regional.perSecond(claim), before, instances, now));
    }

    /** How many instances serve a region. */
    int instances(Region region) {
        Regional regional = regions.get(region);
        return regional == null ? 1 : regional.instances;
    }

    /** What to ask of the buckets that a region's instances share. */
    List<SliceRequest> requests(Region region) {
        Regional regional = regions.get(region);
        if (regional == null) {
            return List.of();
        }
        long now = nanoTime.getAsLong();
        return regional.meters.entrySet().stream()
                .flatMap(
                        entry -> entry
                                .getValue()
                                .request(entry.getKey(), regional.leased(entry.getKey()), regional.instances, now)
                                .stream())
                .toList();
    }

    /** What the shared buckets gave, by claim. */
    void answer(Region region, List<SliceRequest> requests, Map<Claim, Double> slices) {
        long now = nanoTime.getAsLong();
        for (SliceRequest request : requests) {
            meter(region, request).ifPresent(meter -> {
                Double tokens = slices.get(request.claim());
                if (tokens == null) {
                    meter.unanswered(request);
                } else {
                    meter.answer(request, tokens, now);
                }
            });
        }
    }

    /** The shared buckets could not be asked. */
    void unanswered(Region region, List<SliceRequest> requests) {
        requests.forEach(request -> meter(region, request).ifPresent(meter -> meter.unanswered(request)));
    }

    private Optional<ClaimMeter> meter(Region region, SliceRequest request) {
        return Optional.ofNullable(regions.get(region)).map(regional -> regional.meters.get(request.claim()));
    }

    /** What is in force in a region. */
    private static final class Regional {
        private final Map<Claim, ClaimMeter> meters = new ConcurrentHashMap<>();
        private volatile QuotaSettingsTable settings;
        private volatile int instances = 1;

        private Regional(Region region) {
            this.settings = new QuotaSettingsTable(region, Map.of());
        }

        private int perSecond(Claim claim) {
            return settings.perSecond(claim.account().value(), claim.quota());
        }

        /** The quota to lease from: none where calls are not throttled. */
        private int leased(Claim claim) {
            return settings.enabled(claim.account().value()) ? perSecond(claim) : 0;
        }
    }
}

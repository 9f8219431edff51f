package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Instances of a region that share one quota of an account, in steps of a millisecond. */
final class Simulation {
    private static final Region REGION = new Region("us-east-1");
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final long STEP = 1_000_000;
    private static final long PERIOD = 100 * STEP;

    private final Random random;
    private final SimulatedBuckets buckets;
    private final List<Instance> instances;
    private final TreeMap<Long, Integer> admittedAt = new TreeMap<>();
    private int perSecond;
    private long now;
    private int stallEvery;
    private boolean away;
    private int requests;
    private int failed;

    Simulation(int perSecond, int instances, Random random) {
        this.random = random;
        this.buckets = new SimulatedBuckets(() -> now);
        this.instances =
                IntStream.range(0, instances).mapToObj(i -> new Instance()).toList();
        this.instances.forEach(instance -> instance.quotas.share(REGION, instances));
        set(perSecond);
    }

    void set(int newPerSecond) {
        perSecond = newPerSecond;
        instances.forEach(instance ->
                instance.quotas.set(new QuotaSettingsTable(REGION, Map.of("", Map.of("symmetric", newPerSecond)))));
    }

    /** Each instance's leasing stands still for up to one and a half seconds, every so many seconds on average. */
    void stallEvery(int seconds) {
        stallEvery = seconds;
    }

    void away(boolean isAway) {
        away = isAway;
    }

    void run(double seconds) {
        long end = now + (long) (seconds * 1e9);
        while (now < end) {
            now += STEP;
            instances.forEach(Instance::step);
        }
    }

    List<Instance> instances() {
        return instances;
    }

    int[] admitted() {
        return instances.stream().mapToInt(instance -> instance.admitted).toArray();
    }

    int sum() {
        return instances.stream().mapToInt(instance -> instance.admitted).sum();
    }

    int asked() {
        return instances.stream().mapToInt(instance -> instance.asked).sum();
    }

    int requests() {
        return requests;
    }

    int failed() {
        return failed;
    }

    /** The most that passed in any window, in seconds of the quota, less the window's length. */
    double mostOverAnyWindow() {
        double most = 0;
        double over = 0; // of the worst window that ends now
        long last = 0;
        for (Map.Entry<Long, Integer> at : admittedAt.entrySet()) {
            over = Math.max(over - (at.getKey() - last) / 1e9, 0) + at.getValue() / (double) perSecond;
            last = at.getKey();
            most = Math.max(most, over);
        }
        return most;
    }

    private static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final class Instance {
        private final Quotas quotas = new Quotas(List.of(REGION), () -> now);
        private final QuotaLeases leases = new QuotaLeases(quotas, (region, slices, of) -> {
            if (away) {
                throw new Away();
            }
            requests++;
            return buckets.lease(region, slices, of);
        });
        private long renewAt = random.nextLong(PERIOD);
        double callsPerSecond;
        int asked;
        int admitted;

        private void step() {
            if (now >= renewAt) {
                renewAt = now + PERIOD;
                if (stallEvery > 0 && random.nextDouble() < PERIOD / 1e9 / stallEvery) {
                    renewAt += random.nextLong(1_500_000_000);
                }
                try {
                    leases.renew(REGION);
                } catch (Away e) {
                    failed++; // as QuotaSharing logs it, and goes on
                }
            }
            double calls = callsPerSecond * STEP / 1e9;
            int whole = (int) calls + (random.nextDouble() < calls % 1 ? 1 : 0);
            for (int i = 0; i < whole; i++) {
                asked++;
                if (passes()) {
                    admitted++;
                    admittedAt.merge(now, 1, Integer::sum);
                }
            }
        }

        private boolean passes() {
            try {
                quotas.take(REGION, ACCOUNT, "symmetric");
                return true;
            } catch (AwsException throttled) {
                return false;
            }
        }
    }
}

package dev.coffer.kms.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared buckets on a real database. */
class SharedBucketRowsTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final List<Claim> CLAIMS = IntStream.range(0, 4)
            .mapToObj(i -> new Claim(new AccountId("11111111111" + i), i % 2 == 0 ? "symmetric" : "CreateKey"))
            .toList();

    private final TestDatabase database = TestDatabase.shared();
    private final SharedBucketRows buckets = new SharedBucketRows(database.database());

    @BeforeEach
    @AfterEach
    void emptySchema() {
        database.migrate("kms");
    }

    @Test
    void the_statement_does_what_the_simulations_arithmetic_does() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long begin = System.nanoTime();
        SimulatedBuckets simulated = new SimulatedBuckets(() -> System.nanoTime() - begin);
        int perSecond = 10;
        double longest = 0; // seconds between the two answers: what fills meanwhile is in one of them only
        for (int round = 0; round < 200; round++) {
            List<SliceRequest> requests = CLAIMS.stream()
                    .filter(claim -> random.nextBoolean())
                    .map(claim -> new SliceRequest(
                            claim,
                            perSecond,
                            random.nextInt(4) == 0 ? random.nextInt(9) - 4 : 0,
                            random.nextDouble() * 3,
                            random.nextInt(20),
                            random.nextDouble() * 20))
                    .toList();

            long asked = System.nanoTime();
            Map<Claim, Double> slices = buckets.lease(VIRGINIA, requests, 3);
            Map<Claim, Double> expected = simulated.lease(VIRGINIA, requests, 3);
            longest = Math.max(longest, (System.nanoTime() - asked) / 1e9);

            double tolerated = 0.05 + 2 * perSecond * longest;
            assertThat(slices.keySet()).isEqualTo(expected.keySet());
            expected.forEach((claim, tokens) -> assertThat(slices.get(claim))
                    .as("%s", asked(requests, claim))
                    .isCloseTo(tokens, within(tolerated)));
        }
    }

    private static SliceRequest asked(List<SliceRequest> requests, Claim claim) {
        return requests.stream()
                .filter(r -> r.claim().equals(claim))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void instances_that_lease_at_once_get_no_more_than_there_is() throws Exception {
        int perSecond = 1000;
        long begin = System.nanoTime();
        double sum = 0;
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Double> instance = () -> {
                double leased = 0;
                for (int i = 0; i < 100; i++) {
                    leased += buckets
                            .lease(
                                    VIRGINIA,
                                    CLAIMS.stream()
                                            .map(c -> new SliceRequest(c, perSecond, 0, perSecond, 10, 10))
                                            .toList(),
                                    3)
                            .values()
                            .stream()
                            .mapToDouble(tokens -> tokens)
                            .sum();
                }
                return leased;
            };
            for (Future<Double> leased : instances.invokeAll(List.of(instance, instance, instance))) {
                sum += leased.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(sum).isBetween(CLAIMS.size() * 0.9 * perSecond, CLAIMS.size() * perSecond * (1 + seconds));
    }

    @Test
    void what_was_taken_before_is_charged_even_below_nothing_and_can_be_put_back() {
        Claim claim = CLAIMS.getFirst();
        assertThat(lease(claim, 150, 100)).isZero();
        assertThat(lease(claim, 0, 100)).isZero();
        assertThat(lease(claim, -150, 10)).isEqualTo(10);
    }

    private double lease(Claim claim, double charged, double wanted) {
        return buckets.lease(VIRGINIA, List.of(new SliceRequest(claim, 100, charged, wanted, 1, 1)), 1)
                .get(claim);
    }

    @Test
    void idle_buckets_are_forgotten_and_others_are_not() {
        CLAIMS.forEach(claim -> lease(claim, 0, 1));
        database.database().statements().update("""
                update kms.quota_bucket set asked_at = now() - interval '2 minutes', full_at = now() - interval '2 minutes'
                where quota = 'symmetric'""");

        buckets.forgetIdle(VIRGINIA);

        assertThat(database.database()
                        .statements()
                        .query("select quota from kms.quota_bucket", row -> row.getString(0)))
                .containsExactly("CreateKey", "CreateKey");
    }

    @Test
    void instances_are_counted_while_they_say_that_they_live() {
        InstanceRows one = new InstanceRows(database.database(), "one");
        InstanceRows other = new InstanceRows(database.database(), "other");
        assertThat(one.alive(VIRGINIA)).isEqualTo(1);
        assertThat(other.alive(VIRGINIA)).isEqualTo(2);
        assertThat(other.alive(new Region("eu-west-1"))).isEqualTo(1);
        other.leave();
        assertThat(one.alive(VIRGINIA)).isEqualTo(1);

        other.alive(VIRGINIA);
        database.database()
                .statements()
                .update("update kms.instance set seen_at = now() - interval '5 seconds' where instance_id = 'other'");
        assertThat(one.alive(VIRGINIA)).as("one that died").isEqualTo(1);
    }
}

package dev.coffer.kms.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coffer.kms.quota.Simulation.Instance;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that lease from one simulated bucket, by a simulated clock. */
class QuotaLeasesTest {
    /** How much more than a lone bucket may pass while leases stall: what instances hold, and what they owe for a while. */
    private static final double SLACK_SECONDS = 1.5;

    private long seed = 12;

    @ParameterizedTest
    @CsvSource({"5, 2", "5, 3", "50, 3", "100, 2", "1000, 2", "20000, 3"})
    void together_they_pass_the_quota_and_each_its_part(int perSecond, int instances) {
        Simulation simulation = new Simulation(perSecond, instances, random());
        simulation.instances().forEach(instance -> instance.callsPerSecond = 3.0 * perSecond);
        simulation.run(2);
        int[] before = simulation.admitted();

        simulation.run(20);

        int[] admitted = simulation.admitted();
        assertThat(Arrays.stream(admitted).sum() - Arrays.stream(before).sum())
                .isCloseTo(20 * perSecond, within(perSecond));
        for (int i = 0; i < instances; i++) {
            assertThat(admitted[i] - before[i])
                    .as("instance %d's part", i)
                    .isGreaterThan(20 * perSecond / instances / 2);
        }
    }

    @Test
    void whoever_asks_little_beside_a_busy_one_gets_through() {
        Simulation simulation = new Simulation(10, 2, random());
        simulation.instances().getFirst().callsPerSecond = 500;
        Instance little = simulation.instances().getLast();
        little.callsPerSecond = 0.7;
        simulation.run(60);

        assertThat(little.admitted).isGreaterThan(little.asked / 4);
    }

    @Test
    void below_the_quota_nobody_is_throttled_though_demand_is_uneven() {
        Simulation simulation = new Simulation(1000, 2, random());
        simulation.instances().getFirst().callsPerSecond = 850;
        simulation.instances().getLast().callsPerSecond = 20;
        simulation.run(2);
        int asked = simulation.asked();
        int admitted = simulation.sum();

        simulation.run(20);

        assertThat(simulation.sum() - admitted).isEqualTo(simulation.asked() - asked);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 100, 1000})
    void bursts_and_stalls_pass_no_more_than_a_bucket_and_a_second(int perSecond) {
        for (int round = 0; round < 20; round++) {
            Random random = random();
            Simulation simulation = new Simulation(perSecond, 2 + random.nextInt(2), random);
            simulation.stallEvery(1 + random.nextInt(5));
            for (int phase = 0; phase < 20; phase++) {
                for (Instance instance : simulation.instances()) {
                    instance.callsPerSecond = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 4 * perSecond;
                }
                simulation.run(random.nextDouble() * 4);
            }
            assertThat(simulation.mostOverAnyWindow())
                    .as("seconds of the quota above what the window's length gives")
                    .isLessThanOrEqualTo(1 + SLACK_SECONDS + 3.0 / perSecond);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100, 1000})
    void stalls_waste_next_to_nothing_where_demand_is_constant(int perSecond) {
        Simulation simulation = new Simulation(perSecond, 3, random());
        simulation.stallEvery(3);
        simulation.instances().forEach(instance -> instance.callsPerSecond = 3.0 * perSecond);
        simulation.run(60);

        assertThat(simulation.sum()).isGreaterThanOrEqualTo((int) (0.95 * 60 * perSecond));
        assertThat(Arrays.stream(simulation.admitted()).min().orElseThrow()).isGreaterThan(60 * perSecond / 6);
    }

    @Test
    void with_the_database_away_each_keeps_its_even_part() {
        Simulation simulation = new Simulation(100, 2, random());
        simulation.instances().forEach(instance -> instance.callsPerSecond = 300);
        simulation.run(5);
        simulation.away(true);
        simulation.run(2);
        int[] before = simulation.admitted();

        simulation.run(20);

        int[] after = simulation.admitted();
        assertThat(List.of(after[0] - before[0], after[1] - before[1]))
                .allSatisfy(part -> assertThat(part).isCloseTo(20 * 50, within(20)));

        assertThat(simulation.failed()).isPositive();
        simulation.away(false);
        int sum = simulation.sum();
        simulation.run(20);
        assertThat(simulation.sum() - sum).isBetween(18 * 100, 21 * 100);
    }

    @Test
    void a_lower_quota_ends_leases_at_once() {
        Simulation simulation = new Simulation(1000, 2, random());
        simulation.instances().forEach(instance -> instance.callsPerSecond = 450);
        simulation.run(5);
        simulation.set(10);
        int before = simulation.sum();
        simulation.run(10);

        assertThat(simulation.sum() - before).isBetween(80, 120);
    }

    @Test
    void an_instance_alone_asks_nobody() {
        Simulation simulation = new Simulation(100, 1, random());
        simulation.away(true);
        simulation.instances().getFirst().callsPerSecond = 300;
        simulation.run(10);

        assertThat(simulation.sum()).isCloseTo(1100, within(5));
        assertThat(simulation.failed()).isZero();
    }

    @Test
    void a_busy_minute_takes_some_statements_a_second() {
        Simulation simulation = new Simulation(100_000, 2, random());
        simulation.instances().forEach(instance -> instance.callsPerSecond = 60_000);
        simulation.run(5);

        assertThat(simulation.requests()).isLessThanOrEqualTo(2 * 5 * 10 + 2);
        assertThat(simulation.sum()).isBetween(500_000, 600_000);
    }

    /** Seeds of its own for each test, the same in every run: bounds are of chances, which some seed in many exceeds. */
    private Random random() {
        return new Random(seed++);
    }
}

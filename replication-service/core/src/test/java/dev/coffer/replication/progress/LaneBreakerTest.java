package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.time.Backoff;
import dev.coffer.replication.TestEvents;
import dev.coffer.replication.plan.Lane;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneBreakerTest {
    private static final Lane LANE = new Lane(TestEvents.IRELAND, "copies");
    private static final Lane OTHER = new Lane(TestEvents.IRELAND, "archive");
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final LaneBreaker breaker =
            new LaneBreaker(new Backoff(Duration.ofMillis(100), LONGEST), new Random(20261120));
    private long now = Long.MAX_VALUE - 10; // System.nanoTime may wrap

    @Test
    void four_failures_in_a_row_hold_nothing_back() {
        fail(4);

        assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(16);
    }

    @Test
    void after_five_in_a_row_one_probe_goes_out_when_the_hold_is_over() {
        fail(5);
        assertThat(breaker.allowance(LANE, 16, now)).isZero();

        now += Duration.ofMillis(101).toNanos();
        assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(1);
        breaker.sent(LANE);
        assertThat(breaker.allowance(LANE, 16, now)).isZero();
    }

    @Test
    void a_success_opens_the_lane() {
        fail(50);
        breaker.succeeded(LANE);

        assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(16);
    }

    @Test
    void a_bad_version_among_good_ones_never_closes_the_lane() {
        for (int i = 0; i < 100; i++) {
            breaker.failed(LANE, now);
            breaker.succeeded(LANE);
            assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(16);
        }
    }

    @Test
    void a_failed_probe_holds_the_lane_longer_up_to_the_bound() {
        fail(60);

        now += LONGEST.toNanos() / 2 - 1;
        assertThat(breaker.allowance(LANE, 16, now)).isZero();
        now += LONGEST.toNanos();
        assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(1);
    }

    @Test
    void a_probe_that_learns_nothing_makes_room_for_the_next() {
        fail(5);
        now += LONGEST.toNanos();
        breaker.sent(LANE);
        breaker.learnedNothing(LANE);

        assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(1);
    }

    @Test
    void lanes_are_independent_and_forgotten_together() {
        fail(5);
        assertThat(breaker.allowance(OTHER, 16, now)).isEqualTo(16);

        breaker.forget();
        assertThat(breaker.allowance(LANE, 16, now)).isEqualTo(16);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(LANE, now);
        }
    }
}

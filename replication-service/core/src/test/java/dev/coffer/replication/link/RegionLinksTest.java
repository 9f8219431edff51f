package dev.coffer.replication.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.replication.api.LinkState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RegionLinksTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region VIRGINIA = Region.US_EAST_1;
    private static final LinkState CUT = new LinkState(true, 0, 0, 0);

    private final ManualClock clock = new ManualClock();
    private final RegionLinks links = new RegionLinks(clock, new Random(20261120));
    private final RegionLink link = links.between(IRELAND, VIRGINIA);

    /** Time passes only by sleeping. */
    private static final class ManualClock implements LinkClock {
        private long nanos;
        private Runnable beforeSleep = () -> {};

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration time) {
            beforeSleep.run();
            nanos += time.toNanos();
        }

        Duration elapsed() {
            return Duration.ofNanos(nanos);
        }
    }

    @Test
    void a_healthy_link_costs_nothing() {
        assertThat(link.call(() -> "answer")).isEqualTo("answer");
        drain(link.carry(body(100_000)));

        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void within_a_region_no_link_is_passed() {
        links.become(Map.of(new LinkEnds(IRELAND, IRELAND), CUT));

        assertThat(links.between(IRELAND, IRELAND).call(() -> "answer")).isEqualTo("answer");
    }

    @Test
    void latency_is_paid_once_in_each_direction() {
        set(IRELAND, VIRGINIA, new LinkState(false, 80, 0, 0));
        link.call(() -> "answer");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(80));

        links.become(Map.of(
                new LinkEnds(IRELAND, VIRGINIA), new LinkState(false, 80, 0, 0),
                new LinkEnds(VIRGINIA, IRELAND), new LinkState(false, 50, 0, 0)));
        link.call(() -> "answer");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(80 + 80 + 50));
    }

    @Test
    void bandwidth_is_shared_by_all_transfers_of_a_direction() {
        set(IRELAND, VIRGINIA, new LinkState(false, 0, 0, 1_000));

        drain(link.carry(body(500)));
        drain(links.between(IRELAND, VIRGINIA).carry(body(1_500)));

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void bandwidth_of_one_direction_does_not_slow_the_other() {
        set(IRELAND, VIRGINIA, new LinkState(false, 0, 0, 1_000));

        drain(links.between(VIRGINIA, IRELAND).carry(body(100_000)));

        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void what_is_lost_is_sent_again_after_a_timeout() {
        set(IRELAND, VIRGINIA, new LinkState(false, 10, 25, 0));
        int pieces = 2_000;
        for (int i = 0; i < pieces; i++) {
            drain(link.carry(body(1)));
        }

        double expectedLosses = 2.0 * pieces * 0.25 / 0.75; // each piece and each end of a stream, geometric
        double timeoutMillis = 220;
        assertThat((double) clock.elapsed().toMillis())
                .isBetween(expectedLosses * timeoutMillis * 0.9, expectedLosses * timeoutMillis * 1.1);
    }

    @Test
    void a_link_that_loses_everything_is_cut() {
        set(IRELAND, VIRGINIA, new LinkState(false, 0, 100, 0));

        assertThatThrownBy(() -> link.call(() -> "answer")).isInstanceOf(RegionUnreachableException.class);
    }

    @Test
    void over_a_cut_link_no_call_takes_place() {
        set(IRELAND, VIRGINIA, CUT);
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> link.call(calls::incrementAndGet))
                .isInstanceOf(RegionUnreachableException.class)
                .hasMessage("us-east-1 is not reachable from eu-west-1");
        assertThat(calls).hasValue(0);
    }

    @Test
    void with_only_the_way_back_cut_the_call_takes_place_and_the_caller_does_not_learn_of_it() {
        set(VIRGINIA, IRELAND, CUT);
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> link.call(calls::incrementAndGet)).isInstanceOf(RegionUnreachableException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void a_cut_in_the_middle_ends_a_body_before_its_end() {
        BodySource body = link.carry(body(10));
        assertThat(body.next()).isNotNull();

        set(IRELAND, VIRGINIA, CUT);

        assertThatThrownBy(body::next).isInstanceOf(RegionUnreachableException.class);
    }

    @Test
    void a_cut_while_waiting_for_bandwidth_is_noticed() {
        set(IRELAND, VIRGINIA, new LinkState(false, 0, 0, 1));
        clock.beforeSleep = () -> set(IRELAND, VIRGINIA, CUT);
        BodySource body = link.carry(body(1_000));

        assertThatThrownBy(body::next).isInstanceOf(RegionUnreachableException.class);
        assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_link_that_heals_lets_the_waiting_go_on_at_once() {
        set(IRELAND, VIRGINIA, new LinkState(false, 0, 0, 1));
        clock.beforeSleep = () -> links.become(Map.of());

        drain(link.carry(body(1_000)));

        assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void becoming_tells_whether_anything_changed() {
        Map<LinkEnds, LinkState> cut = Map.of(new LinkEnds(IRELAND, VIRGINIA), CUT);

        assertThat(links.become(cut)).isTrue();
        assertThat(links.become(cut)).isFalse();
        assertThat(links.become(Map.of())).isTrue();
    }

    private void set(Region from, Region to, LinkState state) {
        links.become(Map.of(new LinkEnds(from, to), state));
    }

    private static BodySource body(int length) {
        return BodySource.of(ByteBuffer.allocate(length));
    }

    private static void drain(BodySource body) {
        while (body.next() != null) {
            // on
        }
    }
}

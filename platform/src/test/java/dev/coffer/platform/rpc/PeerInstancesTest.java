package dev.coffer.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerInstancesTest {
    private static final URI ONE = URI.create("http://one:9100");
    private static final URI TWO = URI.create("http://two:9100");

    private final AtomicLong nanos = new AtomicLong();
    private final PeerInstances instances = new PeerInstances(List.of(ONE, TWO), nanos::get);

    @Test
    void calls_take_turns() {
        assertThat(instances.inTurn()).containsExactly(ONE, TWO);
        assertThat(instances.inTurn()).containsExactly(TWO, ONE);
        assertThat(instances.inTurn()).containsExactly(ONE, TWO);
    }

    @Test
    void one_that_was_not_there_comes_last_for_a_while() {
        instances.shun(ONE);
        assertThat(instances.inTurn()).containsExactly(TWO, ONE);
        assertThat(instances.inTurn()).containsExactly(TWO, ONE);
        nanos.addAndGet(PeerInstances.SHUNNED.toNanos());
        assertThat(instances.inTurn()).containsExactly(ONE, TWO);
    }

    @Test
    void addresses_are_read_from_a_list() {
        assertThat(PeerInstances.parse("http://one:9100, http://two:9100,http://one:9100")
                        .inTurn())
                .containsExactly(ONE, TWO);
    }
}

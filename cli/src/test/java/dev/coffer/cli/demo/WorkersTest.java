package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(4);
    private final List<Integer> items = IntStream.range(0, 1000).boxed().toList();

    @Test
    void every_item_is_done_once() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        workers.forEach(items, item -> assertThat(done.add(item)).isTrue());
        assertThat(done).hasSize(1000);
    }

    @Test
    void no_more_than_the_width_are_under_way() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        workers.forEach(items, item -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
        });
        assertThat(most).hasValueBetween(1, 4);
    }

    @Test
    void a_failure_ends_the_others_and_is_thrown() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> workers.forEach(items, item -> {
                    done.incrementAndGet();
                    throw new IllegalStateException("item " + item);
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(done.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void assertions_that_fail_on_a_worker_are_thrown_too() {
        assertThatThrownBy(() -> workers.forEach(items, item -> {
                    throw new AssertionError("no");
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void cancelling_ends_the_work() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> workers.forEach(items, item -> {
                    done.incrementAndGet();
                    workers.cancel();
                }))
                .isInstanceOf(CancelledException.class);
        assertThat(done.get()).isLessThanOrEqualTo(4);
        assertThatThrownBy(workers::check).isInstanceOf(CancelledException.class);
    }
}

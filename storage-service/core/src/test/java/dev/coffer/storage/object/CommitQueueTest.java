package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitQueueTest {
    private record Change(int key, int number, boolean alone) {}

    private static CommitQueue<Change> queue(int transactions, int most) {
        return queue(transactions, 1, most);
    }

    private static CommitQueue<Change> queue(int transactions, int enough, int most) {
        return new CommitQueue<>(transactions, enough, most, Change::key, Change::alone);
    }

    private static Change change(int key) {
        return new Change(key, 0, false);
    }

    @Test
    void an_idle_queue_lets_a_change_go_at_once() {
        assertThat(queue(2, 10).add(change(1))).containsExactly(change(1));
    }

    @Test
    void those_that_arrive_while_all_transactions_run_form_the_next_batch() {
        CommitQueue<Change> queue = queue(1, 10);
        List<Change> first = queue.add(change(1));
        for (int key = 2; key <= 5; key++) {
            assertThat(queue.add(change(key))).isEmpty();
        }

        assertThat(queue.finished(first)).extracting(Change::key).containsExactly(2, 3, 4, 5);
    }

    @Test
    void a_batch_begins_beside_another_only_when_it_is_large_enough() {
        CommitQueue<Change> queue = queue(2, 3, 10);
        List<Change> first = queue.add(change(1));
        assertThat(queue.add(change(2))).isEmpty();
        assertThat(queue.add(change(3))).isEmpty();

        List<Change> second = queue.add(change(4));
        assertThat(second).extracting(Change::key).containsExactly(2, 3, 4);

        queue.add(change(5));
        assertThat(queue.finished(second))
                .as("one change beside the first batch")
                .isEmpty();
        assertThat(queue.finished(first)).containsExactly(change(5));
    }

    @Test
    void a_key_that_is_written_again_and_again_holds_up_no_other() {
        CommitQueue<Change> queue = queue(1, 10);
        List<Change> first = queue.add(new Change(7, 0, false));
        queue.add(new Change(7, 1, false));
        queue.add(new Change(7, 2, false));
        queue.add(change(8));

        List<Change> second = queue.finished(first);
        assertThat(second).containsExactly(change(8), new Change(7, 1, false));
        assertThat(queue.finished(second)).containsExactly(new Change(7, 2, false));
    }

    /** Of each key one at a time and in order, never more than may be, and in the end all. */
    @Test
    void any_order_of_arrivals_and_commits_keeps_the_rules() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int transactions = random.nextInt(1, 4);
            int most = random.nextInt(1, 6);
            CommitQueue<Change> queue = queue(transactions, random.nextInt(1, 6), most);
            Deque<List<Change>> running = new ArrayDeque<>();
            Map<Integer, List<Integer>> committed = new LinkedHashMap<>();
            int added = 0;
            while (added < 100 || !running.isEmpty()) {
                List<Change> next;
                if (added < 100 && (running.isEmpty() || random.nextBoolean())) {
                    next = queue.add(new Change(random.nextInt(8), added++, random.nextInt(6) == 0));
                } else {
                    List<Change> done = random.nextBoolean() ? running.pollFirst() : running.pollLast();
                    done.forEach(c -> committed
                            .computeIfAbsent(c.key(), k -> new ArrayList<>())
                            .add(c.number()));
                    next = queue.finished(done);
                }
                if (!next.isEmpty()) {
                    running.add(next);
                }
                Set<Integer> keys = new HashSet<>();
                running.forEach(batch -> batch.forEach(
                        c -> assertThat(keys.add(c.key())).as("seed " + seed).isTrue()));
                assertThat(running).hasSizeLessThanOrEqualTo(transactions).allSatisfy(batch -> {
                    assertThat(batch).hasSizeLessThanOrEqualTo(most);
                    assertThat(batch.size() == 1 || batch.stream().noneMatch(Change::alone))
                            .isTrue();
                });
            }
            assertThat(committed.values())
                    .allSatisfy(
                            numbers -> assertThat(numbers).as("seed " + seed).isSorted());
            assertThat(committed.values().stream().mapToInt(List::size).sum()).isEqualTo(100);
        }
    }
}

package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.replication.TestEvents;
import dev.coffer.replication.copy.CopyResult;
import dev.coffer.replication.copy.FailureReason;
import dev.coffer.replication.plan.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several processes, some of them killed. */
class TakeoverTest extends WorkersHarness {

    @Test
    void a_task_of_a_killed_process_is_taken_over_when_its_lease_ends() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);

        Thread killed = Thread.ofVirtual().start(() -> {
            // what kill -9 leaves behind: a lease that nobody renews
            ReplicationProcess process = new ReplicationProcess(storage, "killed/1", Duration.ofSeconds(1));
            process.take(event("k", 1, "copies"));
            process.rows.claim(new Lane(TestEvents.IRELAND, "copies"), 1, Duration.ofSeconds(1));
            taken.countDown();
        });
        taken.await();
        killed.join();
        Instant died = Instant.now();

        ReplicationProcess survivor = started("survivor/1");

        await().atMost(SOON).until(() -> backlog().completed() == 1);
        assertThat(Duration.between(died, Instant.now())).isGreaterThan(Duration.ofMillis(900));
        assertThat(survivor.outcomes).hasSize(1);
        assertThat(storage.writes()).containsExactly("copies/k@v1");
    }

    @Test
    void a_restarted_instance_goes_on_with_its_own_tasks_at_once() {
        ReplicationProcess killed = new ReplicationProcess(storage, "single/1", Duration.ofHours(1));
        killed.take(event("k", 1, "copies"));
        killed.rows.claim(new Lane(TestEvents.IRELAND, "copies"), 1, Duration.ofHours(1));

        ReplicationProcess restarted = new ReplicationProcess(storage, "single/2", LEASE);
        processes.add(restarted);
        restarted.sweeps.release("single", "single/2");
        restarted.start();

        await().atMost(SOON).until(() -> backlog().completed() == 1);
    }

    @Test
    void a_process_that_lost_its_lease_changes_nothing_any_more() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        ReplicationProcess stalled =
                new ReplicationProcess(storage, "stalled/1", Duration.ofMillis(300), copy -> task -> {
                    try {
                        slow.await(); // the whole process stands still, its renewals too
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new CopyResult.Refused(FailureReason.DST_BUCKET_NOT_FOUND, "out of date");
                });
        stalled.take(event("k", 1, "copies"));
        Claim claim = stalled.rows
                .claim(new Lane(TestEvents.IRELAND, "copies"), 1, Duration.ofMillis(300))
                .getFirst();
        started("survivor/1");
        await().atMost(SOON).until(() -> backlog().completed() == 1);

        slow.countDown();
        stalled.rows.failed(claim.task(), Optional.empty(), "out of date");

        assertThat(backlog().failed()).isZero();
        assertThat(backlog().completed()).isEqualTo(1);
    }

    @Test
    void a_long_copy_keeps_its_lease() {
        ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
        CountDownLatch release = new CountDownLatch(1);
        Duration lease = Duration.ofMillis(400);
        for (String owner : List.of("a/1", "b/1")) {
            ReplicationProcess process = new ReplicationProcess(storage, owner, lease, copy -> task -> {
                attempts.add(owner);
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return copy.apply(task);
            });
            processes.add(process);
            process.start();
        }
        ReplicationProcess feeder = new ReplicationProcess(storage, "feeder", lease);
        feeder.take(event("k", 1, "copies"));

        await().atMost(SOON).until(() -> !attempts.isEmpty());
        await().pollDelay(lease.multipliedBy(4)).until(() -> attempts.size() == 1);
        release.countDown();
        await().atMost(SOON).until(() -> backlog().completed() == 1);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void processes_share_the_work_and_do_none_of_it_twice() {
        ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
        for (String owner : List.of("a/1", "b/1", "c/1")) {
            ReplicationProcess process = new ReplicationProcess(storage, owner, LEASE, copy -> task -> {
                attempts.add(task.toString());
                return copy.apply(task);
            });
            processes.add(process);
            process.start();
        }
        ReplicationProcess feeder = new ReplicationProcess(storage, "feeder", LEASE);
        IntStream.rangeClosed(1, 300).forEach(s -> feeder.take(event("k" + s % 40, s, "copies")));

        await().atMost(SOON).until(() -> backlog().completed() == 300);
        assertThat(attempts).hasSize(300).doesNotHaveDuplicates();
    }
}

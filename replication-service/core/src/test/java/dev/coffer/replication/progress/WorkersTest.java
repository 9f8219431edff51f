package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.replication.TestEvents;
import dev.coffer.replication.TestStorage;
import dev.coffer.replication.api.LinkState;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.copy.CopyResult;
import dev.coffer.replication.copy.FailureReason;
import dev.coffer.replication.link.LinkEnds;
import dev.coffer.replication.plan.Lane;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers on a real database, with a store in memory at both ends. */
class WorkersTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestStorage storage = new TestStorage();
    private final List<AutoCloseable> processes = new ArrayList<>();

    @BeforeEach
    void emptyTables() {
        TestDatabase.shared().migrate("replication");
        storage.bucket("reports", TestEvents.IRELAND);
        storage.bucket("copies", TestEvents.VIRGINIA);
        storage.bucket("archive", TestEvents.IRELAND);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable process : processes) {
            process.close();
        }
    }

    @Test
    void a_version_is_carried_to_every_destination_and_each_outcome_is_told() {
        ReplicationProcess process = started("a");
        process.take(event("k", 1, "copies", "archive"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(backlog().completed()).isEqualTo(2));
        assertThat(storage.content("copies", "k", "v1")).contains("content 1");
        assertThat(storage.content("archive", "k", "v1")).contains("content 1");
        assertThat(process.outcomes)
                .extracting(ReplicationOutcome::destinationBucket)
                .containsExactlyInAnyOrder("copies", "archive");
        assertThat(process.outcomes).allMatch(ReplicationOutcome::completed);
    }

    @Test
    void a_delete_marker_is_carried_as_one() {
        storage.marker("reports", "k", "v2", 2);
        started("a").take(TestEvents.created("reports", "k", "v2", 2, "copies"));

        await().atMost(SOON).until(() -> storage.writes().contains("copies/k@v2"));
    }

    @Test
    void an_idle_process_starts_on_a_version_at_once() {
        ReplicationProcess process = started("a");
        process.take(event("warm", 1, "copies"));
        await().atMost(SOON).until(() -> backlog().completed() == 1);

        long fastest = Long.MAX_VALUE;
        for (int i = 2; i < 12; i++) {
            long start = System.nanoTime();
            process.take(event("k" + i, i, "copies"));
            String written = "copies/k" + i + "@v" + i;
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(SOON)
                    .until(() -> storage.writes().contains(written));
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(200)); // polling alone takes 250 on average
    }

    @Test
    void versions_of_one_key_arrive_in_their_order() {
        ReplicationProcess process = new ReplicationProcess(storage, "a", LEASE);
        processes.add(process);
        List<Integer> sequencers = List.of(5, 3, 9, 1, 7, 2, 8, 4, 6, 10);
        sequencers.forEach(s -> process.take(event("k", s, "copies")));
        process.start();

        await().atMost(SOON).until(() -> storage.writes().size() == 10);
        assertThat(storage.writes())
                .isEqualTo(IntStream.rangeClosed(1, 10)
                        .mapToObj(s -> "copies/k@v" + s)
                        .toList());
    }

    @Test
    void an_event_that_is_delivered_again_is_carried_once() {
        ReplicationProcess process = started("a");
        ObjectEvent event = event("k", 1, "copies");
        process.take(event, event);
        await().atMost(SOON).until(() -> backlog().completed() == 1);
        process.take(event);
        process.take(event("last", 2, "copies"));

        await().atMost(SOON).until(() -> backlog().completed() == 2);
        assertThat(process.outcomes).hasSize(2);
    }

    @Test
    void a_version_that_cannot_be_replicated_now_holds_up_only_its_own_key() {
        storage.before((operation, region, caller) -> {
            if (isAbout(operation, "poison")) {
                throw S3Error.INTERNAL_ERROR.error();
            }
        });
        ReplicationProcess process = started("a");
        process.take(event("poison", 1, "copies"), event("poison", 2, "copies"));
        IntStream.range(10, 60).forEach(s -> process.take(event("k" + s, s, "copies")));

        await().atMost(SOON).until(() -> backlog().completed() == 50);
        assertThat(backlog().pending()).isEqualTo(2);

        storage.before((operation, region, caller) -> {});
        await().atMost(SOON).until(() -> backlog().completed() == 52);
        assertThat(storage.writes()).containsSubsequence("copies/poison@v1", "copies/poison@v2");
    }

    @Test
    void a_destination_that_is_slow_leaves_room_for_the_others() {
        CountDownLatch release = new CountDownLatch(1);
        storage.before((operation, region, caller) -> {
            if (operation instanceof WriteReplica && region.equals(TestEvents.VIRGINIA)) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        ReplicationProcess process = started("a");
        IntStream.range(0, 60).forEach(s -> process.take(event("slow" + s, s, "copies")));
        IntStream.range(100, 120).forEach(s -> process.take(event("quick" + s, s, "archive")));

        await().atMost(SOON).until(() -> backlog().completed() == 20);
        release.countDown();
        await().atMost(SOON).until(() -> backlog().completed() == 80);
    }

    @Test
    void a_refused_version_is_told_as_failed_and_later_versions_of_its_key_go_on() {
        storage.before((operation, region, caller) -> {
            if (operation instanceof WriteReplica write
                    && write.source().versionId().equals("v1")) {
                throw new AwsException("KMS.DisabledException", 400, "arn is disabled.");
            }
        });
        ReplicationProcess process = started("a");
        process.take(event("k", 1, "copies"), event("k", 2, "copies"));

        await().atMost(SOON).until(() -> backlog().completed() == 1 && backlog().failed() == 1);
        assertThat(process.outcomes)
                .filteredOn(o -> o.versionId().equals("v1"))
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.completed()).isFalse();
                    assertThat(o.failureReason()).contains("DstKmsKeyInvalidState");
                });
        assertThat(storage.content("copies", "k", "v2")).isPresent();
    }

    @Test
    void a_destination_that_does_not_exist_is_a_failure() {
        ReplicationProcess process = started("a");
        process.take(event("k", 1, "nowhere"));

        await().atMost(SOON).until(() -> backlog().failed() == 1);
        assertThat(process.outcomes.getFirst().failureReason()).contains("DstBucketNotFound");
    }

    @Test
    void a_source_version_deleted_in_the_meantime_is_done_without_a_replica() {
        ReplicationProcess process = started("a");
        ObjectEvent event = event("k", 1, "copies");
        storage.delete("reports", "k", "v1");
        process.take(event);

        await().atMost(SOON).until(() -> backlog().completed() == 1);
        assertThat(storage.writes()).isEmpty();
        assertThat(process.outcomes).isEmpty();
    }

    @Test
    void a_fault_that_repeats_goes_to_the_dead_letters_and_frees_its_key() {
        storage.before((operation, region, caller) -> {
            if (operation instanceof ReadForReplication read && read.versionId().equals("v1")) {
                throw new IllegalStateException("nobody thought of this");
            }
        });
        ReplicationProcess process = started("a");
        ObjectEvent event = event("k", 1, "copies");
        process.take(event, event("k", 2, "copies"));

        await().atMost(SOON).until(() -> backlog().completed() == 1 && backlog().failed() == 1);
        assertThat(process.dead).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("to copies: nobody thought of this");
            assertThat(letter.attempts()).isEqualTo(ReplicationProcess.MOST_FAULTS);
            assertThat(new String(letter.delivery().value(), StandardCharsets.UTF_8))
                    .contains(event.id());
            assertThat(letter.delivery().topic()).isEqualTo("coffer.s3.object-events.eu-west-1");
        });
    }

    @Test
    void a_cut_link_delays_and_a_healed_one_brings_everything_once_and_in_order() {
        ReplicationProcess process = started("a");
        LinkEnds ends = new LinkEnds(TestEvents.IRELAND, TestEvents.VIRGINIA);
        process.links.become(Map.of(ends, new LinkState(true, 0, 0, 0)));
        process.wayChanged();
        AtomicInteger reads = new AtomicInteger();
        storage.before((operation, region, caller) -> {
            if (operation instanceof ReadForReplication) {
                reads.incrementAndGet();
            }
        });
        IntStream.rangeClosed(1, 200).forEach(s -> process.take(event("k" + s % 10, s, "copies", "archive")));

        await().atMost(SOON).until(() -> backlog().completed() == 200); // within the region it goes on
        assertThat(storage.writes()).noneMatch(w -> w.startsWith("copies/"));
        assertThat(backlog().pending()).isEqualTo(200);
        assertThat(process.outcomes).noneMatch(o -> !o.completed());
        assertThat(reads.get()).as("a held lane is probed, not hammered").isLessThan(200 + 200);

        process.links.become(Map.of());
        process.wayChanged();
        await().atMost(SOON).until(() -> backlog().pending() == 0);

        List<String> copies =
                storage.writes().stream().filter(w -> w.startsWith("copies/")).toList();
        assertThat(copies).hasSize(200).doesNotHaveDuplicates();
        for (int key = 0; key < 10; key++) {
            String prefix = "copies/k" + key + "@v";
            assertThat(copies.stream()
                            .filter(w -> w.startsWith(prefix))
                            .map(w -> Integer.parseInt(w.substring(prefix.length()))))
                    .isSorted();
        }
    }

    @Test
    void a_task_of_a_killed_process_is_taken_over_when_its_lease_ends() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
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
        assertThat(never.getCount()).isEqualTo(1);

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

    @Test
    void an_outcome_that_cannot_be_told_keeps_its_task_pending_until_it_can() {
        ReplicationProcess process = new ReplicationProcess(storage, "a", Duration.ofMillis(300));
        processes.add(process);
        AtomicInteger tries = new AtomicInteger();
        process.log = outcome -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("the log is away");
            }
            process.outcomes.add(outcome);
        };
        process.start();
        process.take(event("k", 1, "copies"));

        await().atMost(SOON).until(() -> backlog().completed() == 1);
        assertThat(process.outcomes).hasSize(1);
        assertThat(storage.writes()).hasSize(1);
    }

    @Test
    void finished_tasks_are_purged_and_stay_counted() {
        ReplicationProcess process = started("a");
        process.take(event("k", 1, "copies"), event("k", 2, "nowhere"), event("l", 3, "copies"));
        await().atMost(SOON).until(() -> backlog().completed() == 2 && backlog().failed() == 1);

        process.sweeps.purge(Duration.ZERO, Duration.ofDays(1));
        process.sweeps.purge(Duration.ZERO, Duration.ofDays(1));

        assertThat(TestDatabase.shared()
                        .database()
                        .statements()
                        .first("select count(*) from replication.task", row -> row.getLong(0)))
                .contains(1L);
        assertThat(backlog().completed()).isEqualTo(2);
        assertThat(backlog().failed()).isEqualTo(1);
    }

    @Test
    void the_backlog_of_a_bucket_is_its_own() {
        storage.bucket("other", TestEvents.IRELAND);
        ReplicationProcess process = new ReplicationProcess(storage, "a", LEASE);
        process.take(event("k", 1, "copies"), TestEvents.created("other", "k", "v", 1, "copies"));

        Instant later = Instant.now().plusSeconds(60);
        ReplicationBacklog.Result other = process.sweeps.backlog(Optional.of("other"), later);
        assertThat(other.pending()).isEqualTo(1);
        assertThat(other.oldestPending()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(70));
        assertThat(process.sweeps.backlog(Optional.empty(), later).pending()).isEqualTo(2);
        assertThat(process.sweeps.backlog(Optional.of("none"), later).oldestPending())
                .isZero();
    }

    private ReplicationProcess started(String owner) {
        ReplicationProcess process = new ReplicationProcess(storage, owner, LEASE).start();
        processes.add(process);
        return process;
    }

    /** Stores a version {@code vSEQUENCER} in {@code reports} and tells of it. */
    private ObjectEvent event(String key, int sequencer, String... destinations) {
        storage.put("reports", key, "v" + sequencer, sequencer, "content " + sequencer);
        return TestEvents.created("reports", key, "v" + sequencer, sequencer, destinations);
    }

    private static boolean isAbout(S3Operation<?> operation, String key) {
        return switch (operation) {
            case ReadForReplication read -> read.key().equals(new ObjectKey(key));
            case WriteReplica write -> write.key().equals(new ObjectKey(key));
            default -> false;
        };
    }

    private ReplicationBacklog.Result backlog() {
        return new TaskSweeps(TestDatabase.shared().database()).backlog(Optional.empty(), Instant.now());
    }
}

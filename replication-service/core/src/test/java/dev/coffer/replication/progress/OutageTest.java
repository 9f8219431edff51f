package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.platform.metrics.Waiting;
import dev.coffer.replication.TestEvents;
import dev.coffer.replication.api.LinkState;
import dev.coffer.replication.link.LinkEnds;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.WriteReplica;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails for a while, and what fails by itself. */
class OutageTest extends WorkersHarness {

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
        assertThat(process.sweeps.waiting(Instant.now()).count()).isEqualTo(2);

        storage.before((operation, region, caller) -> {});
        await().atMost(SOON).until(() -> backlog().completed() == 52);
        assertThat(process.sweeps.waiting(Instant.now())).isEqualTo(new Waiting(0, 0));
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

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "eu-west-1"})
    void a_stopped_region_delays_at_either_end(String region) {
        storage.stop(new Region(region));
        ReplicationProcess process = started("a");
        IntStream.rangeClosed(1, 20).forEach(s -> process.take(event("k" + s, s, "copies")));
        await().pollDelay(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> backlog().pending() == 20);
        assertThat(storage.writes()).isEmpty();

        storage.startAll();

        await().atMost(SOON).until(() -> backlog().completed() == 20);
        assertThat(process.outcomes).hasSize(20).allMatch(ReplicationOutcome::completed);
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
}

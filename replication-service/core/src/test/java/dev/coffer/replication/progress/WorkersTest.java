package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.aws.error.AwsException;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.replication.TestEvents;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What workers do with tasks when all goes well, or is refused. */
class WorkersTest extends WorkersHarness {

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
}

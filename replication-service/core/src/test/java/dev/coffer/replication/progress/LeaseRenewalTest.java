package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.platform.sql.Database;
import dev.coffer.replication.TestEvents;
import dev.coffer.replication.plan.Plan;
import dev.coffer.replication.plan.ReplicationTask;
import dev.coffer.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leases are renewed while tasks end, many at once either way, and in no common order. */
class LeaseRenewalTest {
    private final Database database = TestDatabase.shared().database();

    @Test
    void a_renewal_does_not_wait_for_a_task_that_is_being_ended() {
        TestDatabase.shared().migrate("replication");
        TaskRows rows = new TaskRows(database, "a");
        List<ReplicationTask> tasks = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> TestEvents.created("reports", "k" + i, "v1", 1, "copies"))
                .flatMap(event -> Plan.of(ObjectEventCodec.encode(event).getBytes(StandardCharsets.UTF_8)).stream())
                .toList();
        rows.insert(tasks);
        assertThat(rows.claim(tasks.getFirst().lane(), 3, Duration.ofSeconds(10)))
                .hasSize(3);

        database.inTransaction(ending -> {
            ending.update("update replication.task set state = 'DONE' where key = 'k2'");
            rows.renew(tasks, Duration.ofHours(1));
        });

        assertThat(database.statements()
                        .query(
                                "select key from replication.task where next_attempt_at > now() + interval '30 minutes'"
                                        + " order by key",
                                row -> row.getString(0)))
                .containsExactly("k1", "k3");
    }
}

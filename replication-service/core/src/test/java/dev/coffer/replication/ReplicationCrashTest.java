package dev.coffer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.events.Topics;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.sql.Database;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.fault.FaultPoint;
import dev.coffer.replication.progress.TaskSweeps;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestKafka;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SwitchedFaults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the process dies between the source and the end of the task, there is one replica and one outcome. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class ReplicationCrashTest {
    private static final String EVENTS = Topics.objectEvents(TestEvents.IRELAND);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestKafka kafka = TestKafka.shared();

    @Inject
    ReplicationApi replication;

    @Inject
    TestStorage storage;

    @Inject
    SwitchedFaults faults;

    @Inject
    Database database;

    @AfterEach
    void live() {
        faults.clear();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"SOURCE_READ", "REPLICA_WRITE", "OUTCOME_TELL", "TASK_END"})
    void an_attempt_killed_at_any_step_is_made_again_and_writes_one_replica(FaultPoint point) {
        String name = point.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String source = "source-of-" + name;
        String copies = "copies-of-" + name;
        storage.bucket(source, TestEvents.IRELAND);
        storage.bucket(copies, TestEvents.VIRGINIA);
        storage.put(source, "k", "v1", 1, "content");
        ObjectEvent event = TestEvents.created(source, "k", "v1", 1, copies);
        Crash crash = Crash.at(point);
        faults.set(crash);

        kafka.send(EVENTS, source + "/k", ObjectEventCodec.encode(event));
        await().dontCatchUncaughtExceptions().atMost(SOON).until(crash::happened); // the crash is one
        assertThat(backlog(source).pending()).isEqualTo(1);
        assertThat(storage.content(copies, "k", "v1").isPresent())
                .isEqualTo(point.compareTo(FaultPoint.REPLICA_WRITE) > 0);
        faults.clear();
        new TaskSweeps(database).release("single", "single/next"); // as the instance's next process does first

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(backlog(source).completed()).isEqualTo(1));
        assertThat(backlog(source).failed()).isZero();
        assertThat(storage.content(copies, "k", "v1")).contains("content");
        assertThat(storage.writes()).filteredOn(w -> w.startsWith(copies)).containsExactly(copies + "/k@v1");
        List<ReplicationOutcome> outcomes = outcomes(source);
        assertThat(outcomes).hasSize(point == FaultPoint.TASK_END ? 2 : 1).allMatch(ReplicationOutcome::completed);
        assertThat(outcomes.stream().map(ReplicationOutcome::eventId).distinct())
                .as("storage folds what it is told twice")
                .containsExactly(event.id());
    }

    private ReplicationBacklog.Result backlog(String source) {
        return replication.call(
                new ReplicationBacklog(Optional.of(source)),
                TestRoles.session(TestEvents.ROLE, new RequestFacts("REQ", "127.0.0.1", "test", "")));
    }

    private List<ReplicationOutcome> outcomes(String source) {
        return kafka.read(Topics.replicationStatus(TestEvents.IRELAND)).stream()
                .map(r -> ReplicationOutcome.fromJson(new String(r.value(), StandardCharsets.UTF_8)))
                .filter(o -> o.sourceBucket().equals(source))
                .toList();
    }
}

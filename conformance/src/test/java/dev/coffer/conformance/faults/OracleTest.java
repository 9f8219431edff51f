package dev.coffer.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.faults.Change.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The oracle finds what it is there for: on ledgers and findings that are made up. */
class OracleTest {
    private static final String BUCKET = "b";
    private static final String KEY = "k";

    private static Content content(int number) {
        return new Content(number, "sha-" + number);
    }

    private static Change acknowledged(int number, int attempts) {
        return new Change(
                BUCKET,
                KEY,
                number,
                Optional.of(content(number)),
                attempts,
                Optional.of(new Receipt("v" + number, "r" + number, "r" + number)));
    }

    private static Change unknown(int number) {
        return new Change(BUCKET, KEY, number, Optional.of(content(number)), 1, Optional.empty());
    }

    private static StoredVersion stored(String version, int number) {
        return stored(version, number, "COMPLETED");
    }

    private static StoredVersion stored(String version, int number, String replication) {
        return new StoredVersion(KEY, version, false, Optional.of(content(number)), Optional.empty(), replication);
    }

    private static List<String> versions(List<Change> changes, StoredVersion... latestFirst) {
        return VersionsCheck.violations(BUCKET, Map.of(KEY, changes), Map.of(KEY, List.of(latestFirst)));
    }

    private static final List<Change> TWO = List.of(acknowledged(1, 1), acknowledged(2, 1));

    @Test
    void what_was_acknowledged_and_is_there_is_all_right() {
        assertThat(versions(TWO, stored("v2", 2), stored("v1", 1))).isEmpty();
    }

    @Test
    void a_lost_version_is_found() {
        assertThat(versions(TWO, stored("v2", 2))).singleElement().asString().contains("v1", "lost");
        assertThat(VersionsCheck.violations(BUCKET, Map.of(KEY, TWO), Map.of())).hasSize(2);
    }

    @Test
    void other_bytes_and_unreadable_ones_are_found() {
        assertThat(versions(TWO, stored("v2", 3), stored("v1", 1)))
                .singleElement()
                .asString()
                .contains("v2", "sha-3");
        StoredVersion unreadable =
                new StoredVersion(KEY, "v2", false, Optional.empty(), Optional.of("cannot be read: 500"), "");
        assertThat(versions(TWO, unreadable, stored("v1", 1)))
                .singleElement()
                .asString()
                .contains("v2", "cannot be read");
    }

    @Test
    void another_order_than_that_of_acknowledgements_is_found() {
        assertThat(versions(TWO, stored("v1", 1), stored("v2", 2)))
                .singleElement()
                .asString()
                .contains("v1", "later than");
    }

    @Test
    void a_version_of_nobody_is_found_and_one_of_a_lost_answer_is_all_right() {
        assertThat(versions(TWO, stored("x", 2), stored("v2", 2), stored("v1", 1)))
                .singleElement()
                .asString()
                .contains("x", "no attempt");
        List<Change> retried = List.of(acknowledged(1, 1), acknowledged(2, 2));
        assertThat(versions(retried, stored("v2", 2), stored("x", 2), stored("v1", 1)))
                .isEmpty();
        assertThat(versions(retried, stored("v2", 2), stored("x", 2), stored("y", 2), stored("v1", 1)))
                .hasSize(1);
    }

    @Test
    void an_attempt_may_come_late_but_not_before_it_began() {
        List<Change> changes = List.of(acknowledged(1, 1), unknown(2), acknowledged(3, 1));
        assertThat(versions(changes, stored("v3", 3), stored("v1", 1))).isEmpty();
        assertThat(versions(changes, stored("v3", 3), stored("x", 2), stored("v1", 1)))
                .isEmpty();
        assertThat(versions(changes, stored("x", 2), stored("v3", 3), stored("v1", 1)))
                .isEmpty();
        assertThat(versions(changes, stored("v3", 3), stored("v1", 1), stored("x", 2)))
                .hasSize(1);
    }

    @Test
    void readers_may_find_the_last_acknowledged_content_or_that_of_an_unknown_attempt() {
        History history = History.of(List.of(acknowledged(1, 1), acknowledged(2, 1), unknown(3)));
        assertThat(history.mayBeCurrent(Optional.of(content(2)))).isTrue();
        assertThat(history.mayBeCurrent(Optional.of(content(3)))).isTrue();
        assertThat(history.mayBeCurrent(Optional.of(content(1)))).isFalse();
        assertThat(history.mayBeCurrent(Optional.empty())).isFalse();
        assertThat(History.of(List.of()).mayBeCurrent(Optional.empty())).isTrue();
    }

    private static StoredEvent event(String version, String id) {
        return new StoredEvent(BUCKET, KEY, version, id);
    }

    private static List<String> events(StoredEvent... log) {
        return EventsCheck.violations(BUCKET, Map.of(KEY, List.of(stored("v2", 2), stored("v1", 1))), List.of(log));
    }

    @Test
    void the_log_may_repeat_an_event_but_not_lack_or_double_or_swap_one() {
        assertThat(events(event("v1", "e1"), event("v2", "e2"), event("v1", "e1")))
                .isEmpty();
        assertThat(events(event("v1", "e1"))).singleElement().asString().contains("v2 has 0 events");
        assertThat(events(event("v1", "e1"), event("v1", "e3"), event("v2", "e2")))
                .singleElement()
                .asString()
                .contains("v1 has 2 events");
        assertThat(events(event("v2", "e2"), event("v1", "e1")))
                .singleElement()
                .asString()
                .contains("order");
        assertThat(events(event("v1", "e1"), event("v2", "e2"), event("x", "e3")))
                .singleElement()
                .asString()
                .contains("x, which is not there");
    }

    private static StoredRecord record(String id, String request, String s3Request) {
        return new StoredRecord(id, request, s3Request, "GenerateDataKey", "", "", Instant.EPOCH);
    }

    @Test
    void a_missing_and_a_doubled_record_are_found() {
        List<KmsCall> calls = List.of(new KmsCall("r", "GenerateDataKey", "q1"));
        assertThat(TrailCheck.ofCalls(calls, List.of(record("e1", "q1", "")))).isEmpty();
        assertThat(TrailCheck.ofCalls(calls, List.of())).hasSize(1);
        assertThat(TrailCheck.ofCalls(calls, List.of(record("e1", "q1", ""), record("e2", "q1", ""))))
                .hasSize(1);
        assertThat(TrailCheck.ofCalls(List.of(), List.of(record("e1", "q1", ""), record("e1", "q1", ""))))
                .singleElement()
                .asString()
                .contains("e1 is there 2 times");
        assertThat(TrailCheck.ofObjects(TWO, List.of(record("e1", "q1", "r1"), record("e2", "q2", "r2"))))
                .isEmpty();
        assertThat(TrailCheck.ofObjects(TWO, List.of(record("e1", "q1", "r1"))))
                .singleElement()
                .asString()
                .contains("r2");
    }

    @Test
    void a_change_without_a_record_of_its_success_is_found() {
        StoredRecord made = new StoredRecord("e1", "q1", "", "CreateAlias", "alias/a", "", Instant.EPOCH);
        StoredRecord failed = new StoredRecord("e2", "q2", "", "CreateAlias", "alias/a", "X", Instant.EPOCH);
        assertThat(TrailCheck.ofNames(List.of("alias/a"), List.of(made, failed)))
                .isEmpty();
        assertThat(TrailCheck.ofNames(List.of("alias/a", "alias/b"), List.of(made)))
                .singleElement()
                .asString()
                .contains("alias/b has 0");
        assertThat(TrailCheck.ofNames(List.of("alias/a"), List.of(failed))).hasSize(1);
        assertThat(TrailCheck.ofNames(List.of(), List.of(made)))
                .singleElement()
                .asString()
                .contains("alias/a is not there");
    }

    @Test
    void a_diverged_replica_and_one_that_is_not_finished_are_found() {
        List<StoredVersion> source = List.of(stored("v2", 2), stored("v1", 1));
        assertThat(replicas(source, source)).isEmpty();
        assertThat(replicas(source, List.of(stored("v2", 2))))
                .singleElement()
                .asString()
                .contains("v1");
        assertThat(replicas(source, List.of(stored("v2", 2), stored("v1", 3)))).hasSize(1);
        assertThat(replicas(source, source.reversed()))
                .singleElement()
                .asString()
                .contains("order");
        assertThat(replicas(source, List.of())).hasSize(1);
        List<StoredVersion> pending = List.of(stored("v1", 1, "PENDING"));
        assertThat(replicas(pending, pending)).singleElement().asString().contains("PENDING");
    }

    private static List<String> replicas(List<StoredVersion> source, List<StoredVersion> replica) {
        return ReplicasCheck.violations(
                BUCKET, Map.of(KEY, source), replica.isEmpty() ? Map.of() : Map.of(KEY, replica));
    }

    private static List<StoredRecord> calls(int perSecond, int seconds) {
        List<StoredRecord> records = new ArrayList<>();
        IntStream.range(0, seconds)
                .forEach(second -> records.addAll(Collections.nCopies(
                        perSecond, new StoredRecord("e", "q", "", "Decrypt", "", "", Instant.ofEpochSecond(second)))));
        return records;
    }

    @Test
    void more_calls_than_the_quota_admits_are_found() {
        assertThat(QuotaCheck.violations("r", calls(5, 10), 5, 1)).isEmpty();
        assertThat(QuotaCheck.violations("r", calls(10, 1), 5, 1)).isEmpty();
        assertThat(QuotaCheck.violations("r", calls(6, 10), 5, 1)).isNotEmpty();
        assertThat(QuotaCheck.violations("r", calls(12, 1), 5, 1)).isNotEmpty();
    }
}

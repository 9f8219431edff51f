package dev.coffer.kms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.Tag;
import dev.coffer.kms.api.TagResource;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recovery on a real database, with logs that take and refuse as they are told. */
class RecordRecoveryTest {
    private static final Duration AGE = Duration.ofSeconds(15);
    private static final Duration OLD = Duration.ofSeconds(16);
    private static final Duration YOUNG = Duration.ofSeconds(10);

    private final TestDatabase postgres = TestDatabase.shared().another("record_recovery");
    private final Database database = postgres.database();
    private final AcknowledgedRecords acknowledged = new AcknowledgedRecords();
    private final List<AuditRecord> appended = new ArrayList<>();
    private final RecordRecovery recovery = recovery((region, key, records) -> appended.addAll(records));

    @BeforeEach
    void emptySchema() {
        postgres.migrate("kms");
    }

    @Test
    void old_records_are_appended_in_the_order_of_their_changes_and_young_ones_wait() {
        List<AuditRecord> records = records(4);
        write(records.get(2), OLD);
        write(records.get(0), OLD.plusSeconds(2));
        write(records.get(1), OLD.plusSeconds(1));
        write(records.get(3), YOUNG);

        recovery.turn();
        recovery.turn();

        assertThat(appended).isEqualTo(records.subList(0, 3));
        assertThat(waiting()).containsExactly(records.get(3).eventID());
    }

    @Test
    void what_the_log_has_is_removed_however_old_it_is() {
        List<AuditRecord> records = records(2);
        records.forEach(record -> write(record, OLD));
        acknowledged.add(records);

        recovery.turn();

        assertThat(appended).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void a_log_that_refuses_is_tried_again_from_where_it_refused_and_holds_up_no_other_region() {
        List<AuditRecord> records = records(3);
        records.forEach(record -> write(record, OLD));
        AuditRecord elsewhere = record(TestKms.IRELAND);
        write(elsewhere, OLD);
        RecordRecovery refused = recovery((region, key, more) -> {
            if (more.contains(records.get(1))) {
                throw new AuditLog.Unavailable("full", new IllegalStateException());
            }
            appended.addAll(more);
        });

        refused.turn();
        assertThat(appended).containsExactlyInAnyOrder(records.getFirst(), elsewhere);

        recovery.turn();
        assertThat(appended).hasSize(4).containsAll(records);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void instances_that_recover_at_once_append_once() {
        List<AuditRecord> records = records(3);
        records.forEach(record -> write(record, OLD));
        RecordRecovery first = recovery((region, key, more) -> {
            recovery.turn(); // another's whole turn while this one has the rows in hand
            appended.addAll(more);
        });

        first.turn();

        assertThat(appended).isEqualTo(records);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void what_cannot_be_removed_now_is_removed_later() {
        List<AuditRecord> records = records(1);
        write(records.getFirst(), YOUNG);
        acknowledged.add(records);
        database.statements().update("alter table kms.pending_record rename to elsewhere");
        assertThatThrownBy(recovery::turn).isInstanceOf(DatabaseException.class);

        database.statements().update("alter table kms.elsewhere rename to pending_record");
        recovery.turn();

        assertThat(waiting()).isEmpty();
    }

    private RecordRecovery recovery(AuditLog log) {
        return new RecordRecovery(
                List.of(TestKms.VIRGINIA, TestKms.IRELAND), new PendingRecordRows(database), acknowledged, log, AGE);
    }

    private static List<AuditRecord> records(int many) {
        List<AuditRecord> records = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            records.add(record(TestKms.VIRGINIA));
        }
        return records;
    }

    /** As a row gives it back. */
    private static AuditRecord record(Region region) {
        TestKms kms = new TestKms();
        Caller root = Callers.root(new AccountId("111111111111"));
        String key = kms.call(TestKms.create(Optional.empty()), region, root)
                .keyMetadata()
                .arn();
        kms.call(new TagResource(key, List.of(new Tag("team", "a"))), region, root);
        return AuditRecord.fromJson(kms.store.records.getLast().record().toJson());
    }

    private void write(AuditRecord record, Duration ago) {
        database.statements()
                .update(
                        "insert into kms.pending_record (event_id, region, order_key, record, written_at)"
                                + " values ($1, $2, 'key', $3, clock_timestamp() - make_interval(secs => $4))",
                        UUID.fromString(record.eventID()),
                        record.awsRegion(),
                        record.toJson(),
                        (double) ago.toSeconds());
    }

    private List<String> waiting() {
        return database.statements()
                .query(
                        "select event_id from kms.pending_record",
                        row -> row.getUUID(0).toString());
    }
}

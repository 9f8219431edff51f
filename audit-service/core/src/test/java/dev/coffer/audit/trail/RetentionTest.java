package dev.coffer.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.audit.SampleRecord;
import dev.coffer.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant OLD = Instant.parse("2026-08-01T10:00:00Z");
    private static final Instant YOUNG = Instant.parse("2026-11-20T10:00:00Z");
    private static final LocalDate KEPT_FROM = LocalDate.parse("2026-08-02");

    private final TestDatabase postgres = TestDatabase.shared().another("retention");
    private final TrailRecords trail = new TrailRecords(postgres.database());

    @BeforeEach
    void emptyTrail() {
        postgres.migrate("audit");
        trail.insert(List.of(record(OLD), record(YOUNG)));
    }

    @Test
    void days_before_the_first_that_is_kept_go_with_their_partitions_and_the_others_stay() {
        assertThat(trail.dropBefore(KEPT_FROM)).isEqualTo(1);
        assertThat(trail.dropBefore(KEPT_FROM)).isZero();

        assertThat(count("record")).isEqualTo(1);
        assertThat(count("resource")).isEqualTo(2);
        assertThat(postgres.database()
                        .statements()
                        .query(
                                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                                        + " where i.inhparent in ('audit.record'::regclass, 'audit.resource'::regclass)",
                                row -> row.getString(0)))
                .containsExactlyInAnyOrder("record_20261120", "resource_20261120");
    }

    @Test
    void a_record_of_a_forgotten_day_that_comes_late_is_stored() {
        trail.dropBefore(KEPT_FROM);

        assertThat(trail.insert(List.of(record(OLD), record(YOUNG)))).isEqualTo(2);
        assertThat(count("record")).isEqualTo(3);
    }

    private static TrailRecord record(Instant time) {
        return RecordReader.read(new SampleRecord().at(time).json().getBytes(StandardCharsets.UTF_8));
    }

    private long count(String table) {
        return postgres.database()
                .statements()
                .first("select count(*) from audit." + table, row -> row.getLong(0))
                .orElseThrow();
    }
}

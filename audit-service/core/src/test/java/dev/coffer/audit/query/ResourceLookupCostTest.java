package dev.coffer.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.testing.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of a resource's events costs by the page, counted in pages of the database. */
class ResourceLookupCostTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final int RECORDS = 20_000;

    private final TestDatabase postgres = TestDatabase.shared().another("resource_lookup_cost");

    @BeforeEach
    void fill() {
        postgres.migrate("audit");
        for (LocalDate day : new LocalDate[] {LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-21")}) {
            postgres.database().statements().first("select audit.ensure_day($1)", row -> row.getBoolean(0), day);
        }
        postgres.database()
                .statements()
                .update(
                        "insert into audit.record select $1::timestamptz + i * interval '1 second', gen_random_uuid(),"
                                + " '111111111111', 'us-east-1', 'kms.amazonaws.com', 'Decrypt', true, true, 'nightly', 'AKIA',"
                                + " 'arn', 'the-key', null, null, null, null, '{}' from generate_series(1, $2::int) i",
                        utc(NOON),
                        RECORDS);
        postgres.database()
                .statements()
                .update("insert into audit.resource select account_id, region, 'N', kms_key_arn, event_time, event_id"
                        + " from audit.record");
    }

    @Test
    void a_page_of_the_events_of_a_busy_key_costs_no_more_than_its_50_records() {
        assertThat(pages()).as("without statistics").isLessThan(500);

        postgres.database().statements().update("analyze audit.record");
        postgres.database().statements().update("analyze audit.resource");
        assertThat(pages()).isLessThan(500);
    }

    private long pages() {
        JsonArray plan = (JsonArray) postgres.database()
                .statements()
                .first(
                        "explain (analyze, buffers, format json) " + Lookups.BY_RESOURCE,
                        row -> row.getValue(0),
                        "111111111111",
                        "us-east-1",
                        "N",
                        "the-key",
                        utc(NOON),
                        utc(Instant.parse("2026-12-31T00:00:00Z")),
                        utc(Instant.parse("2026-12-31T00:00:00Z")),
                        new UUID(-1, -1),
                        51)
                .orElseThrow();
        JsonObject top = plan.getJsonObject(0).getJsonObject("Plan");
        assertThat(top.getLong("Actual Rows", 0L)).isEqualTo(51);
        return top.getLong("Shared Hit Blocks") + top.getLong("Shared Read Blocks");
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}

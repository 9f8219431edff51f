package dev.coffer.storage.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.sql.Database;
import dev.coffer.testing.TestDatabase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRingTest {
    private final TestDatabase postgres = TestDatabase.shared().another("outbox_ring");
    private final Database database = postgres.database();
    private final Pool pool = postgres.pool(2);
    private SqlConnection connection = Database.await(pool.getConnection());

    @BeforeEach
    void migrate() {
        postgres.migrate("storage");
        for (int slot = 0; slot < 4; slot++) {
            append(slot);
        }
    }

    @AfterEach
    void close() {
        Database.await(connection.close());
        Database.await(pool.close());
    }

    @Test
    void what_the_log_does_not_have_stays() {
        assertThat(OutboxRing.turn(connection)).isFalse();
        assertThat(slots()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void what_the_log_has_goes_a_table_at_a_time_and_never_that_of_this_minute_or_its_neighbours() {
        acknowledgeAll();
        Set<Integer> possible = new TreeSet<>(List.of(opposite()));

        assertThat(OutboxRing.turn(connection)).isTrue();
        possible.add(opposite());

        Set<Integer> gone = new TreeSet<>(List.of(0, 1, 2, 3));
        gone.removeAll(slots());
        assertThat(gone).hasSize(1);
        assertThat(possible).containsAll(gone);
    }

    @Test
    void a_table_in_which_somebody_writes_is_left_alone() {
        acknowledgeAll();
        SqlConnection writer = Database.await(pool.getConnection());
        try {
            Database.await(writer.query("begin; lock table storage.outbox_0, storage.outbox_1, storage.outbox_2,"
                            + " storage.outbox_3 in row exclusive mode")
                    .execute());

            assertThat(OutboxRing.turn(connection)).isFalse();
            assertThat(slots()).hasSize(4);
        } finally {
            Database.await(writer.query("rollback").execute());
            Database.await(writer.close());
        }
        assertThat(OutboxRing.turn(connection)).isTrue();
    }

    private void append(int slot) {
        database.statements()
                .update(
                        "insert into storage.outbox (slot, topic, record_key, content_type, payload)"
                                + " values ($1, 't', 'k', 'text/plain', '')",
                        (short) slot);
    }

    private void acknowledgeAll() {
        database.statements()
                .update("update storage.outbox_progress set txid = last.txid, id = last.id"
                        + " from (select txid, id from storage.outbox order by txid desc, id desc limit 1) last");
    }

    private int opposite() {
        return database.statements()
                .first("select (date_part('minute', clock_timestamp())::int + 2) % 4", row -> row.getInteger(0))
                .orElseThrow();
    }

    private Set<Integer> slots() {
        return new TreeSet<>(
                database.statements().query("select slot from storage.outbox", row -> (int) row.getShort(0)));
    }
}

package dev.coffer.storage.outbox;

import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.sql.Statements;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.util.Optional;

/**
 * The four tables of the outbox, each of which takes the messages of every fourth minute. One is emptied between its
 * turns: at the earliest a minute after its last, in time before its next, and only if the log has all of it. While the
 * log is away nothing is emptied, and turns add up.
 */
final class OutboxRing {
    /** The table whose turn was two minutes ago and is again in two, if it holds anything. */
    private static final String CANDIDATE = "with candidate as"
            + " (select (date_part('minute', clock_timestamp())::int + 2) % 4 as slot)"
            + " select slot from candidate where exists (select from storage.outbox o where o.slot = candidate.slot)";

    private static final String UNACKNOWLEDGED =
            "select exists (select from storage.outbox o, storage.outbox_progress p"
                    + " where o.slot = $1 and (o.txid, o.id) > (p.txid, p.id))";

    private static final String OUT_OF_THE_WAY = "55P03"; // lock_not_available

    private OutboxRing() {}

    /** Empties the table that may be emptied, unless somebody is at it; tells whether it did. */
    static boolean turn(SqlConnection connection) {
        Optional<Integer> slot = Statements.over(connection).first(CANDIDATE, row -> row.getInteger(0));
        return slot.isPresent() && !holdsUnacknowledged(connection, slot.get()) && empty(connection, slot.get());
    }

    private static boolean holdsUnacknowledged(SqlConnection connection, int slot) {
        return Statements.over(connection)
                .first(UNACKNOWLEDGED, row -> row.getBoolean(0), (short) slot)
                .orElse(true);
    }

    private static boolean empty(SqlConnection connection, int slot) {
        String table = "storage.outbox_" + slot;
        Transaction transaction = Database.await(connection.begin());
        try {
            // Waits for no writer, who would then have to wait for nothing but this.
            Database.await(connection
                    .query("lock table " + table + " in access exclusive mode nowait")
                    .execute());
            // What was written until now is seen now.
            if (holdsUnacknowledged(connection, slot)) {
                Database.await(transaction.rollback());
                return false;
            }
            Database.await(connection.query("truncate " + table).execute());
            Database.await(transaction.commit());
            return true;
        } catch (DatabaseException e) {
            Database.await(transaction.rollback());
            if (e.sqlState().equals(OUT_OF_THE_WAY)) {
                return false;
            }
            throw e;
        }
    }
}

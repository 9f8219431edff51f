package dev.coffer.storage.outbox;

import dev.coffer.platform.sql.Statements;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The rows of {@code storage.outbox}: inserted with what they tell, read once no transaction can commit an earlier one,
 * deleted some time after the log has them. Their order is that of (transaction id, id); within a key it is the order of
 * commits, because whoever changes a key gets its transaction id under the key's lock.
 */
public final class OutboxRows {
    /** The SQL that appends one message; for writers that have no {@link Statements}. */
    public static final String APPEND =
            "insert into storage.outbox (topic, record_key, content_type, payload) values ($1, $2, $3, $4)";

    /** How long acknowledged messages are kept, for those who look. */
    static final String KEPT = "1 minute";

    private OutboxRows() {}

    /** How far the log has it. */
    record Position(long txid, long id) {}

    /** A message and its place. */
    record Entry(Position position, OutboxMessage message) {}

    /** Appends messages in a transaction. */
    public static void append(Statements transaction, List<OutboxMessage> messages) {
        transaction.batch(
                APPEND,
                messages.stream()
                        .map(m -> Tuple.of(m.topic(), m.key(), m.contentType(), m.payload()))
                        .toList());
    }

    /** The position up to which everything has been acknowledged. */
    static Position progress(Statements statements) {
        return statements
                .first(
                        "select txid::text::bigint, id from storage.outbox_progress",
                        row -> new Position(row.getLong(0), row.getLong(1)))
                .orElseThrow();
    }

    /** The next messages behind {@code after}, of transactions below every running one. */
    static List<Entry> next(Statements statements, Position after, int limit) {
        return statements.query(
                "select txid::text::bigint as txid, id, topic, record_key, content_type, payload from storage.outbox"
                        + " where (txid, id) > ($1::text::xid8, $2)"
                        + " and txid < pg_snapshot_xmin(pg_current_snapshot())"
                        + " order by storage.outbox.txid, id limit $3",
                OutboxRows::read,
                Long.toString(after.txid()),
                after.id(),
                limit);
    }

    /** Whether there are messages behind {@code after}, ready or not. */
    static boolean pending(Statements statements, Position after) {
        return statements
                .first(
                        "select 1 from storage.outbox where (txid, id) > ($1::text::xid8, $2) limit 1",
                        row -> true,
                        Long.toString(after.txid()),
                        after.id())
                .isPresent();
    }

    /** Remembers that everything up to {@code position} has been acknowledged; never less than before. */
    static void acknowledge(Statements statements, Position position) {
        statements.update(
                "update storage.outbox_progress set txid = $1::text::xid8, id = $2"
                        + " where (txid, id) < ($1::text::xid8, $2)",
                Long.toString(position.txid()),
                position.id());
    }

    /** Deletes messages that were acknowledged and are {@link #KEPT a minute} old, oldest first; tells how many. */
    static int prune(Statements statements, int limit) {
        return statements.update(
                "delete from storage.outbox where id in (select o.id from storage.outbox o, storage.outbox_progress p"
                        + " where (o.txid, o.id) <= (p.txid, p.id) and o.created_at < clock_timestamp() - interval '"
                        + KEPT
                        + "' order by o.txid, o.id limit $1)",
                limit);
    }

    private static Entry read(Row row) {
        return new Entry(
                new Position(row.getLong(0), row.getLong(1)),
                new OutboxMessage(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
    }
}

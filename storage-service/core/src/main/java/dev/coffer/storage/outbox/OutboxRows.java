package dev.coffer.storage.outbox;

import dev.coffer.platform.metrics.Waiting;
import dev.coffer.platform.sql.ColumnType;
import dev.coffer.platform.sql.MultiRowInsert;
import dev.coffer.platform.sql.MultiRowInsert.Column;
import dev.coffer.platform.sql.Pipeline;
import dev.coffer.platform.sql.Statements;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The rows of {@code storage.outbox}: inserted with what they tell, read once no transaction can commit an earlier one,
 * gone some time after the log has them, a minute's table at a time ({@link OutboxRing}). Their order is that of (transaction id, id); within a key it is the order of
 * commits, because whoever changes a key gets its transaction id under the key's lock.
 */
public final class OutboxRows {
    /** So many waiting messages are told apart. */
    private static final int COUNTED = 100_000;

    private static final MultiRowInsert APPEND = new MultiRowInsert(
            "storage.outbox",
            List.of(
                    new Column("topic", ColumnType.TEXT),
                    new Column("record_key", ColumnType.TEXT),
                    new Column("content_type", ColumnType.TEXT),
                    new Column("payload", ColumnType.TEXT)));

    private OutboxRows() {}

    /** How far the log has it. */
    record Position(long txid, long id) {}

    /** A message and its place. */
    record Entry(Position position, OutboxMessage message) {}

    /** Appends messages in a transaction. */
    public static void append(Pipeline transaction, List<OutboxMessage> messages) {
        if (!messages.isEmpty()) {
            List<Tuple> rows = messages.stream()
                    .map(m -> Tuple.of(m.topic(), m.key(), m.contentType(), m.payload()))
                    .toList();
            transaction.update(APPEND.sql(), APPEND.parameters(rows));
        }
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

    /** What the log has not got; counted up to {@link #COUNTED}. By the order's index, however full the tables are. */
    static Waiting waiting(Statements transaction) {
        transaction.update("set local enable_seqscan = off");
        transaction.update("set local enable_sort = off");
        Position after = progress(transaction);
        return transaction
                .first(
                        "select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8"
                                + " from (select created_at from storage.outbox where (txid, id) > ($1::text::xid8, $2)"
                                + " order by storage.outbox.txid, id limit $3) waiting",
                        row -> new Waiting(row.getLong(0), row.getDouble(1)),
                        Long.toString(after.txid()),
                        after.id(),
                        COUNTED)
                .orElse(Waiting.UNKNOWN);
    }

    /** Remembers that everything up to {@code position} has been acknowledged; never less than before. */
    static void acknowledge(Statements statements, Position position) {
        statements.update(
                "update storage.outbox_progress set txid = $1::text::xid8, id = $2"
                        + " where (txid, id) < ($1::text::xid8, $2)",
                Long.toString(position.txid()),
                position.id());
    }

    private static Entry read(Row row) {
        return new Entry(
                new Position(row.getLong(0), row.getLong(1)),
                new OutboxMessage(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
    }
}

package dev.coffer.platform.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The statements of one transaction, sent one behind the other without waiting for answers: what the next statement does
 * not need to know costs no round trip. PostgreSQL runs them one after the other, each seeing what was committed when it
 * began. Once one has failed, PostgreSQL refuses those behind it, and the commit too.
 */
public final class Pipeline {
    private final SqlConnection connection;
    private final List<Future<?>> sent = new ArrayList<>();

    Pipeline(SqlConnection connection) {
        this.connection = connection;
    }

    /** Sends a query; its rows come mapped. */
    public <T> Pending<List<T>> query(String sql, Function<Row, T> map, Object... parameters) {
        return new Pending<>(
                track(connection.preparedQuery(sql).execute(Tuple.from(parameters))),
                rows -> StreamSupport.stream(rows.spliterator(), false).map(map).toList());
    }

    /** Sends a statement; its answer is how many rows it changed. */
    public Pending<Integer> update(String sql, Tuple parameters) {
        return new Pending<>(track(connection.preparedQuery(sql).execute(parameters)), RowSet::rowCount);
    }

    /** Sends one statement for many tuples. */
    public void batch(String sql, List<Tuple> tuples) {
        if (!tuples.isEmpty()) {
            track(connection.preparedQuery(sql).executeBatch(tuples));
        }
    }

    /** Sends one statement for many tuples, of which {@code map} may make something of each row that they answer. */
    public <T> Pending<List<T>> batch(String sql, List<Tuple> tuples, Function<Row, Optional<T>> map) {
        if (tuples.isEmpty()) {
            return new Pending<>(Future.succeededFuture(), rows -> List.of());
        }
        return new Pending<>(track(connection.preparedQuery(sql).executeBatch(tuples)), first -> {
            List<T> all = new ArrayList<>();
            for (RowSet<Row> rows = first; rows != null; rows = rows.next()) {
                rows.forEach(row -> map.apply(row).ifPresent(all::add));
            }
            return all;
        });
    }

    /** The same transaction, for those who wait for each answer. */
    public Statements statements() {
        return Statements.over(connection);
    }

    void control(String sql) {
        track(connection.query(sql).execute());
    }

    /**
     * Waits for everything that was sent.
     *
     * @throws DatabaseException the first failure, because of which none of it is committed
     */
    void settle() {
        Optional<DatabaseException> first = Optional.empty();
        for (Future<?> answer : sent) {
            try {
                Database.await(answer);
            } catch (DatabaseException e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private <T> Future<T> track(Future<T> answer) {
        sent.add(answer);
        return answer;
    }
}

package dev.coffer.platform.sql;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prepared statements with {@code $1}-style parameters. Parameters bind as the Vert.x client's types: {@code String},
 * {@code Integer}, {@code Long}, {@code Boolean}, {@code UUID}, {@code OffsetDateTime} (timestamptz), {@code Buffer}
 * (bytea), {@code JsonObject}/{@code JsonArray} (json, jsonb) and arrays of them; null binds as NULL.
 */
public final class Statements {
    private final SqlClient client;

    private Statements(SqlClient client) {
        this.client = client;
    }

    /** Through a pool, each statement on any connection, or through one connection. */
    public static Statements over(SqlClient client) {
        return new Statements(client);
    }

    /** The rows of a query, mapped. */
    public <T> List<T> query(String sql, Function<Row, T> map, Object... parameters) {
        RowSet<Row> rows = execute(sql, parameters);
        List<T> result = new ArrayList<>(rows.size());
        for (Row row : rows) {
            result.add(map.apply(row));
        }
        return result;
    }

    /** The first row of a query, mapped. */
    public <T> Optional<T> first(String sql, Function<Row, T> map, Object... parameters) {
        RowSet<Row> rows = execute(sql, parameters);
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(map.apply(rows.iterator().next()));
    }

    /** Runs a statement and tells how many rows it changed. */
    public int update(String sql, Object... parameters) {
        return execute(sql, parameters).rowCount();
    }

    /** Runs one statement for many tuples, pipelined in one round trip. */
    public void batch(String sql, List<Tuple> tuples) {
        if (!tuples.isEmpty()) {
            Database.await(client.preparedQuery(sql).executeBatch(tuples));
        }
    }

    private RowSet<Row> execute(String sql, Object... parameters) {
        return Database.await(client.preparedQuery(sql).execute(Tuple.from(parameters)));
    }
}

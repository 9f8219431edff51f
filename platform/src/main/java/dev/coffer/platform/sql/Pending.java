package dev.coffer.platform.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.function.Function;

/** The answer of a statement that has been sent. */
public final class Pending<T> {
    private final Future<RowSet<Row>> answer;
    private final Function<RowSet<Row>, T> map;

    Pending(Future<RowSet<Row>> answer, Function<RowSet<Row>, T> map) {
        this.answer = answer;
        this.map = map;
    }

    /**
     * Waits for the answer.
     *
     * @throws DatabaseException if the statement, or one before it, failed
     */
    public T get() {
        return map.apply(Database.await(answer));
    }
}

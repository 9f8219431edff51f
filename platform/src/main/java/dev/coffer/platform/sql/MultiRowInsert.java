package dev.coffer.platform.sql;

import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One INSERT for any number of rows: each parameter is an array, a column of all of them. So the statement is prepared
 * once and PostgreSQL starts it once.
 */
public final class MultiRowInsert {
    private final List<Column> columns;
    private final String sql;

    /** A column that is inserted. */
    public record Column(String name, ColumnType type) {}

    /** Rows with these columns; what is not named gets its default. */
    public MultiRowInsert(String table, List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.sql = "insert into " + table + " (" + names(columns) + ") select "
                + columns.stream().map(c -> c.type().element(c.name())).collect(Collectors.joining(", "))
                + " from unnest("
                + IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).type().array(i + 1))
                        .collect(Collectors.joining(", "))
                + ") as row (" + names(columns) + ")";
    }

    /** The statement. */
    public String sql() {
        return sql;
    }

    /** Its parameters: {@code rows}, each with a value for every column, turned by ninety degrees. */
    public Tuple parameters(List<Tuple> rows) {
        Tuple arrays = Tuple.tuple();
        for (int c = 0; c < columns.size(); c++) {
            ColumnType type = columns.get(c).type();
            Object array = Array.newInstance(type.javaType(), rows.size());
            for (int r = 0; r < rows.size(); r++) {
                Array.set(array, r, type.sent(rows.get(r).getValue(c)));
            }
            arrays.addValue(array);
        }
        return arrays;
    }

    /** The columns' names as a list of SQL. */
    public static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}

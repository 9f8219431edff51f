package dev.coffer.storage.testing;

import dev.coffer.platform.sql.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;

/** What PostgreSQL makes of statements, on a database of the test's own. */
public final class Plans {
    private static final int AT_ONCE = 5_000;

    private final Database database;

    public Plans(Database database) {
        this.database = database;
    }

    /** The plan of a prepared statement, whatever its parameters. */
    public String generic(String sql) {
        List<String> lines = Database.await(
                        database.pool().query("explain (generic_plan) " + sql).execute())
                .stream()
                .map(row -> row.getString(0))
                .toList();
        return String.join("\n", lines);
    }

    /** The pages that a statement touches. */
    public long pages(String sql, Object... parameters) {
        JsonArray plan = (JsonArray) database.statements()
                .first("explain (analyze, buffers, format json) " + sql, (Row row) -> row.getValue(0), parameters)
                .orElseThrow();
        JsonObject top = plan.getJsonObject(0).getJsonObject("Plan");
        return top.getLong("Shared Hit Blocks") + top.getLong("Shared Read Blocks");
    }

    /** Enters {@code keys}, an SQL expression over {@code i}, for every {@code i}, as objects or as delete markers. */
    public void fill(String bucket, int from, int to, String keys, boolean deleteMarkers) {
        for (int first = from; first <= to; first += AT_ONCE) {
            database.statements()
                    .update(
                            "insert into storage.object_version (region, bucket, key, version_id, sequencer, latest,"
                                    + " object_id, delete_marker, owner_canonical_id, size, etag, last_modified,"
                                    + " storage_class, headers, user_metadata, tags, checksums, parts, replica)"
                                    + " select 'us-east-1', $1, convert_to(" + keys + ", 'UTF8'), 'null', i, true,"
                                    + " gen_random_uuid(), $4::boolean, '', 0, '', now(), 'STANDARD', '{}', '{}', '{}',"
                                    + " '[]', 0, false from generate_series($2::int, $3::int) i",
                            bucket,
                            first,
                            Math.min(to, first + AT_ONCE - 1),
                            deleteMarkers);
        }
    }
}

package dev.coffer.kms.cost;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cost meter's rows. Each event of the audit log counts exactly once, whatever is delivered twice: up to where a
 * partition is folded in stands in the same transaction as the sums, and so do the changes that were counted, whose
 * records may be in the log twice.
 */
public final class CostRows {
    private static final Map<String, String> COLUMNS = Map.of(
            "operation", "operation",
            "key", "key_arn",
            "caller", "caller",
            "bucket", "bucket",
            "account", "account",
            "region", "region",
            "hour", "to_char(hour at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");

    /** Copies of an event lie further apart only where no instance ran, or found the log there, for as long. */
    private static final String CHANGES_KEPT = "7 days";

    private final Database database;

    /** The process's database. */
    public CostRows(Database database) {
        this.database = database;
    }

    /** What can be grouped by. */
    static boolean isColumn(String name) {
        return COLUMNS.containsKey(name);
    }

    /** The calls of one partition's records by their offsets; some may have been folded before. */
    record Slice(String topic, int partition, NavigableMap<Long, MeteredCall> calls, long nextOffset) {}

    /** Sums of one group. */
    record Sums(Map<String, String> by, long answered, long failed, long throttled) {}

    /** Up to where a partition is folded in, if any of it is. */
    Optional<Long> folded(String topic, int partition) {
        return database.statements()
                .first(
                        "select next_offset from kms.cost_offset where topic = $1 and partition = $2",
                        row -> row.getLong(0),
                        topic,
                        partition);
    }

    void fold(List<Slice> slices) {
        database.inTransaction(sql -> {
            List<MeteredCall> calls = new ArrayList<>();
            for (Slice slice : slices) {
                long folded = claim(sql, slice);
                calls.addAll(slice.calls().tailMap(folded, true).values());
            }
            NavigableMap<CostLine, Long> counts = new TreeMap<>();
            once(sql, calls).forEach(call -> counts.merge(call.line(), 1L, Long::sum));
            sql.batch("""
                    insert into kms.cost_hour
                        (region, hour, account, key_arn, caller, bucket, operation, outcome, calls)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                    on conflict (region, hour, account, key_arn, caller, bucket, operation, outcome)
                    do update set calls = cost_hour.calls + excluded.calls""", counts.entrySet().stream().map(CostRows::tuple).toList());
        });
    }

    /** The calls without those that have been counted. */
    private static List<MeteredCall> once(Statements sql, List<MeteredCall> calls) {
        NavigableSet<UUID> changes = new TreeSet<>(); // in one order for all
        calls.forEach(call -> call.change().ifPresent(changes::add));
        if (changes.isEmpty()) {
            return calls;
        }
        sql.update("delete from kms.cost_change where counted_at < now() - interval '" + CHANGES_KEPT + "'");
        Set<UUID> fresh = new HashSet<>(sql.query(
                "insert into kms.cost_change (event_id) select * from unnest($1::uuid[])"
                        + " on conflict do nothing returning event_id",
                row -> row.getUUID(0),
                (Object) changes.toArray(UUID[]::new)));
        return calls.stream()
                .filter(call -> call.change().map(fresh::remove).orElse(true))
                .toList();
    }

    /** Where this partition was folded up to; from now on it is folded up to the end of the slice. */
    private static long claim(Statements sql, Slice slice) {
        sql.update(
                "insert into kms.cost_offset (topic, partition, next_offset) values ($1, $2, 0) on conflict do nothing",
                slice.topic(),
                slice.partition());
        long folded = sql.first(
                        "select next_offset from kms.cost_offset where topic = $1 and partition = $2 for update",
                        row -> row.getLong(0),
                        slice.topic(),
                        slice.partition())
                .orElseThrow();
        sql.update(
                "update kms.cost_offset set next_offset = greatest(next_offset, $3) where topic = $1 and partition = $2",
                slice.topic(),
                slice.partition(),
                slice.nextOffset());
        return folded;
    }

    List<Sums> sums(Region region, Instant from, Instant to, List<String> groupBy) {
        String columns = groupBy.stream().map(COLUMNS::get).map(c -> c + ", ").collect(Collectors.joining());
        String positions = groupBy.isEmpty()
                ? ""
                : " group by "
                        + IntStream.rangeClosed(1, groupBy.size())
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(", "));
        int n = groupBy.size();
        return database.statements()
                .query(
                        "select " + columns
                                + "coalesce(sum(calls) filter (where outcome = 'ANSWERED'), 0)::bigint,"
                                + " coalesce(sum(calls) filter (where outcome = 'FAILED'), 0)::bigint,"
                                + " coalesce(sum(calls) filter (where outcome = 'THROTTLED'), 0)::bigint"
                                + " from kms.cost_hour where region = $1 and hour >= $2 and hour < $3"
                                + positions + positions.replace("group by", "order by"),
                        row -> {
                            Map<String, String> by = new LinkedHashMap<>();
                            for (int i = 0; i < n; i++) {
                                by.put(groupBy.get(i), row.getString(i));
                            }
                            return new Sums(by, row.getLong(n), row.getLong(n + 1), row.getLong(n + 2));
                        },
                        region.id(),
                        utc(from),
                        utc(to));
    }

    private static Tuple tuple(Map.Entry<CostLine, Long> count) {
        CostLine line = count.getKey();
        return Tuple.tuple()
                .addString(line.region())
                .addOffsetDateTime(utc(line.hour()))
                .addString(line.account())
                .addString(line.keyArn())
                .addString(line.caller())
                .addString(line.bucket())
                .addString(line.operation())
                .addString(line.outcome().name())
                .addLong(count.getValue());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package dev.coffer.audit.trail;

import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.platform.sql.Pending;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the trail: written many at a time, each record once, whatever is delivered again. */
public final class TrailRecords {
    private static final String INSERT_RECORDS = """
            insert into audit.record (event_time, event_id, account_id, region, event_source, event_name, read_only,
                management, username, access_key_id, principal, kms_key_arn, context_arn, bucket, error_code,
                s3_request_id, record)
            select * from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::boolean[], $8::boolean[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
                $14::text[], $15::text[], $16::text[], $17::text[])
            on conflict do nothing""";
    private static final String INSERT_RESOURCES = """
            insert into audit.resource (account_id, region, kind, value, event_time, event_id)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[])
            on conflict do nothing""";

    private static final String NO_PARTITION = "23514"; // check_violation: PostgreSQL's word for it

    private final Database database;
    private final Set<LocalDate> days = ConcurrentHashMap.newKeySet();

    /** @param database where the schema {@code audit} is */
    public TrailRecords(Database database) {
        this.database = database;
    }

    /**
     * Stores what is not stored yet, all of it or nothing.
     *
     * @return how many were new
     * @throws dev.coffer.platform.sql.DatabaseException if the database refused or was not reached
     */
    public int insert(List<TrailRecord> records) {
        try {
            return insertInto(days(records), records);
        } catch (DatabaseException e) {
            if (!e.sqlState().equals(NO_PARTITION)) {
                throw e;
            }
            days.clear(); // a day was forgotten meanwhile
            return insertInto(days(records), records);
        }
    }

    private static Set<LocalDate> days(List<TrailRecord> records) {
        return records.stream().map(r -> day(r.eventTime())).collect(Collectors.toSet());
    }

    private int insertInto(Set<LocalDate> daysOfRecords, List<TrailRecord> records) {
        daysOfRecords.forEach(this::ensureDay);
        List<Entry> entries = records.stream().flatMap(TrailRecords::entries).toList();
        Pending<Integer> inserted = database.pipelined(transaction -> {
            Pending<Integer> stored = transaction.update(INSERT_RECORDS, recordColumns(records));
            if (!entries.isEmpty()) {
                transaction.update(INSERT_RESOURCES, resourceColumns(entries));
            }
            return stored;
        });
        return inserted.get();
    }

    /** Forgets the days before {@code firstKept} and tells how many they were. */
    public int dropBefore(LocalDate firstKept) {
        return database.statements()
                .first("select audit.drop_days_before($1)", row -> row.getInteger(0), firstKept)
                .orElse(0);
    }

    /** Makes the partitions of a day unless they are there. */
    public void ensureDay(LocalDate day) {
        if (!days.contains(day)) {
            database.statements().first("select audit.ensure_day($1)", row -> row.getBoolean(0), day);
            days.add(day);
        }
    }

    private static Tuple recordColumns(List<TrailRecord> records) {
        return Tuple.from(new Object[] {
            times(records, TrailRecord::eventTime),
            records.stream().map(TrailRecord::eventId).toArray(UUID[]::new),
            texts(records, r -> Optional.of(r.accountId())),
            texts(records, r -> Optional.of(r.region())),
            texts(records, r -> Optional.of(r.eventSource())),
            texts(records, r -> Optional.of(r.eventName())),
            records.stream().map(TrailRecord::readOnly).toArray(Boolean[]::new),
            records.stream().map(TrailRecord::management).toArray(Boolean[]::new),
            texts(records, TrailRecord::username),
            texts(records, TrailRecord::accessKeyId),
            texts(records, TrailRecord::principal),
            texts(records, TrailRecord::kmsKeyArn),
            texts(records, TrailRecord::contextArn),
            texts(records, TrailRecord::bucket),
            texts(records, TrailRecord::errorCode),
            texts(records, TrailRecord::s3RequestId),
            records.stream().map(TrailRecord::json).toArray(String[]::new)
        });
    }

    /** A resource that a management event is found by. */
    private record Entry(TrailRecord record, String kind, String value) {}

    private static Stream<Entry> entries(TrailRecord record) {
        if (!record.management()) {
            return Stream.empty();
        }
        return Stream.concat(
                record.resources().stream().map(r -> new Entry(record, "N", LookupText.of(r.name()))),
                record.resources().stream()
                        .filter(r -> !r.type().isEmpty())
                        .map(r -> new Entry(record, "T", LookupText.of(r.type()))));
    }

    private static Tuple resourceColumns(List<Entry> entries) {
        return Tuple.from(new Object[] {
            texts(entries, e -> Optional.of(e.record.accountId())),
            texts(entries, e -> Optional.of(e.record.region())),
            texts(entries, e -> Optional.of(e.kind)),
            texts(entries, e -> Optional.of(e.value)),
            times(entries, e -> e.record.eventTime()),
            entries.stream().map(e -> e.record.eventId()).toArray(UUID[]::new)
        });
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, Optional<String>> column) {
        return rows.stream()
                .map(row -> column.apply(row).map(LookupText::of).orElse(null))
                .toArray(String[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, Function<T, Instant> column) {
        return rows.stream()
                .map(row -> column.apply(row).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}

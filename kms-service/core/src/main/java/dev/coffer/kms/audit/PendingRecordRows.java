package dev.coffer.kms.audit;

import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The rows of pending records once they are committed. */
public final class PendingRecordRows {
    /** What one transaction takes: as long as it lasts, its connection is nobody else's. */
    static final int MOST_AT_ONCE = 100;

    private final Database database;

    /** The process's database. */
    public PendingRecordRows(Database database) {
        this.database = database;
    }

    private record Row(UUID eventId, PendingRecord pending) {}

    /** Removes records that the log has. */
    void remove(List<UUID> eventIds) {
        remove(database.statements(), eventIds);
    }

    private static void remove(Statements sql, List<UUID> eventIds) {
        sql.update("delete from kms.pending_record where event_id = any($1)", (Object) eventIds.toArray(UUID[]::new));
    }

    /** Those of the regions of which a record has waited for longer than {@code age}. */
    List<Region> left(List<Region> regions, Duration age) {
        return database.statements()
                .query(
                        """
                        select distinct region from kms.pending_record
                        where region = any($1) and written_at < clock_timestamp() - make_interval(secs => $2)""",
                        row -> new Region(row.getString(0)),
                        regions.stream().map(Region::id).toArray(String[]::new),
                        seconds(age));
    }

    /**
     * Takes a region's records that have waited for longer than {@code age} in their order, and removes those that were
     * appended. The first that was not ends it. What another instance has in hand is left to that one.
     *
     * @param append brings a record into the log, and tells whether the log has it
     * @return how many were appended
     */
    int take(Region region, Duration age, Predicate<PendingRecord> append) {
        return database.transaction(sql -> {
            List<Row> old = sql.query(
                    """
                    select event_id, order_key, record from kms.pending_record
                    where region = $1 and written_at < clock_timestamp() - make_interval(secs => $2)
                    order by written_at, event_id limit $3 for update skip locked""",
                    row -> new Row(
                            row.getUUID(0),
                            new PendingRecord(row.getString(1), AuditRecord.fromJson(row.getString(2)))),
                    region.id(),
                    seconds(age),
                    MOST_AT_ONCE);
            List<UUID> appended = new ArrayList<>();
            for (Row row : old) {
                if (!append.test(row.pending())) {
                    break;
                }
                appended.add(row.eventId());
            }
            remove(sql, appended);
            return appended.size();
        });
    }

    private static double seconds(Duration age) {
        return age.toMillis() / 1e3;
    }
}

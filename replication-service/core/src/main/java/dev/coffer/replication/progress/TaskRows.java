package dev.coffer.replication.progress;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.SharedStatements;
import dev.coffer.replication.copy.FailureReason;
import dev.coffer.replication.plan.Lane;
import dev.coffer.replication.plan.ReplicationTask;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code replication.task}. A worker takes a task by moving its due time ahead (the lease), so that the task
 * of a worker that was killed comes due by itself. Every change by a worker holds only while the lease is its own.
 */
public final class TaskRows {
    private static final String TASK_COLUMNS =
            "source_region, event_id, destination_bucket, source_bucket, key, version_id, sequencer, rule_id, role,"
                    + " replica_kms_key_id, storage_class, metrics, event_time, event";
    private static final String INSERT = "insert into replication.task (" + TASK_COLUMNS
            + ") select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],"
            + " $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::boolean[], $13::timestamptz[],"
            + " $14::text[]) on conflict do nothing";
    static final String CLAIM = """
            with due as materialized (
                select c.source_region, c.event_id, c.destination_bucket
                from replication.task c
                where c.state = 'PENDING' and c.source_region = $1 and c.destination_bucket = $2
                    and c.next_attempt_at <= now()
                    and (c.sequencer, c.event_id) = (
                        select o.sequencer, o.event_id
                        from replication.task o
                        where o.state = 'PENDING' and o.source_region = c.source_region
                            and o.destination_bucket = c.destination_bucket and o.source_bucket = c.source_bucket
                            and o.key = c.key
                        order by o.sequencer, o.event_id
                        limit 1)
                order by c.next_attempt_at
                limit $3
                for update of c skip locked)
            update replication.task t
            set lease_owner = $4, next_attempt_at = now() + $5 * interval '1 millisecond', attempts = t.attempts + 1
            from due
            where t.source_region = due.source_region and t.event_id = due.event_id
                and t.destination_bucket = due.destination_bucket
            returning t.*""";
    /** By the primary key: said like this, the lease and the state lead into no index of theirs. */
    private static final String MINE = " where source_region = $1 and event_id = $2 and destination_bucket = $3"
            + " and lease_owner is not distinct from $4 and state not in ('DONE', 'FAILED')";

    static final String FINISH = "update replication.task set state = $5, failure_reason = $6, error = $7,"
            + " finished_at = now(), lease_owner = null" + MINE;

    /** Waits for nobody: a task whose row is locked is just being ended, and who ends many at once locks them in their order. */
    static final String RENEW = """
            with mine as materialized (
                select t.source_region, t.event_id, t.destination_bucket
                from unnest($1::text[], $2::text[], $3::text[]) as m (region, event, destination)
                join replication.task t on t.source_region = m.region and t.event_id = m.event
                    and t.destination_bucket = m.destination
                where t.lease_owner is not distinct from $4 and t.state not in ('DONE', 'FAILED')
                for update of t skip locked)
            update replication.task t set next_attempt_at = now() + $5 * interval '1 millisecond'
            from mine
            where t.source_region = mine.source_region and t.event_id = mine.event_id
                and t.destination_bucket = mine.destination_bucket""";

    private static final int MOST_AT_ONCE = 256;

    private final Database database;
    private final String owner;
    private final SharedStatements<End, Boolean> finishing;

    private record End(ReplicationTask task, String state, Optional<FailureReason> reason, Optional<String> error) {}

    /**
     * The rows, seen by one worker process.
     *
     * @param owner the process's name on its leases, used by no other process
     */
    public TaskRows(Database database, String owner) {
        this.database = database;
        this.owner = owner;
        this.finishing = new SharedStatements<>(1, MOST_AT_ONCE, this::finish);
    }

    /** Adds what is not there yet. */
    public void insert(List<ReplicationTask> tasks) {
        database.statements()
                .update(
                        INSERT,
                        texts(tasks, t -> t.sourceRegion().id()),
                        texts(tasks, ReplicationTask::eventId),
                        texts(tasks, ReplicationTask::destinationBucket),
                        texts(tasks, ReplicationTask::sourceBucket),
                        texts(tasks, ReplicationTask::key),
                        texts(tasks, ReplicationTask::versionId),
                        tasks.stream().map(ReplicationTask::sequencer).toArray(Long[]::new),
                        texts(tasks, ReplicationTask::ruleId),
                        texts(tasks, ReplicationTask::role),
                        texts(tasks, t -> t.replicaKmsKeyId().orElse(null)),
                        texts(tasks, t -> t.storageClass().orElse(null)),
                        tasks.stream().map(ReplicationTask::metrics).toArray(Boolean[]::new),
                        tasks.stream()
                                .map(t -> t.eventTime().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        texts(tasks, ReplicationTask::event));
    }

    /** Takes up to {@code limit} due tasks of a lane, of each key only the oldest pending version. */
    public List<Claim> claim(Lane lane, int limit, Duration lease) {
        return database.pipelined(transaction -> {
                    // A crash may take leases back with all who worked under them.
                    transaction.update("set local synchronous_commit = off", Tuple.tuple());
                    return transaction.query(
                            CLAIM,
                            TaskRows::claim,
                            lane.sourceRegion().id(),
                            lane.destinationBucket(),
                            limit,
                            owner,
                            lease.toMillis());
                })
                .get();
    }

    /** Keeps tasks that this process works on, but for those that it is ending at this moment. */
    public void renew(List<ReplicationTask> tasks, Duration lease) {
        database.statements()
                .update(
                        RENEW,
                        texts(tasks, t -> t.sourceRegion().id()),
                        texts(tasks, ReplicationTask::eventId),
                        texts(tasks, ReplicationTask::destinationBucket),
                        owner,
                        lease.toMillis());
    }

    /** The destination has it, or there is nothing to have any more. Those that end at one time share a commit. */
    public void done(ReplicationTask task) {
        finish(task, "DONE", Optional.empty(), Optional.empty());
    }

    /** Given up. */
    public void failed(ReplicationTask task, Optional<FailureReason> reason, String error) {
        finish(task, "FAILED", reason, Optional.of(error));
    }

    private void finish(ReplicationTask task, String state, Optional<FailureReason> reason, Optional<String> error) {
        finishing.get(new End(task, state, reason, error));
    }

    private List<Boolean> finish(List<End> ends) {
        return database.pipelined(transaction -> {
            transaction.batch(
                    FINISH,
                    ends.stream()
                            .map(e -> Tuple.of(
                                    e.task().sourceRegion().id(),
                                    e.task().eventId(),
                                    e.task().destinationBucket(),
                                    owner,
                                    e.state(),
                                    e.reason().map(FailureReason::code).orElse(null),
                                    e.error().orElse(null)))
                            .toList());
            return Collections.nCopies(ends.size(), true);
        });
    }

    /**
     * To be tried again.
     *
     * @param unreachable whether a region was out of reach
     * @param fault whether it counts as a fault
     */
    public void later(ReplicationTask task, Duration wait, String error, boolean unreachable, boolean fault) {
        database.statements()
                .update(
                        "update replication.task set next_attempt_at = now() + $5 * interval '1 millisecond',"
                                + " error = $6, unreachable = $7, faults = faults + $8, lease_owner = null" + MINE,
                        task.sourceRegion().id(),
                        task.eventId(),
                        task.destinationBucket(),
                        owner,
                        wait.toMillis(),
                        error,
                        unreachable,
                        fault ? 1 : 0);
    }

    private static Claim claim(Row row) {
        return new Claim(task(row), row.getInteger("attempts"), row.getInteger("faults"));
    }

    private static ReplicationTask task(Row row) {
        return new ReplicationTask(
                new Region(row.getString("source_region")),
                row.getString("event_id"),
                row.getString("destination_bucket"),
                row.getString("source_bucket"),
                row.getString("key"),
                row.getString("version_id"),
                row.getLong("sequencer"),
                row.getString("rule_id"),
                row.getString("role"),
                Optional.ofNullable(row.getString("replica_kms_key_id")),
                Optional.ofNullable(row.getString("storage_class")),
                row.getBoolean("metrics"),
                row.getOffsetDateTime("event_time").toInstant(),
                row.getString("event"));
    }

    private static String[] texts(List<ReplicationTask> tasks, Function<ReplicationTask, @Nullable String> column) {
        return tasks.stream().map(column).toArray(String[]::new);
    }
}

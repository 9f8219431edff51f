package dev.coffer.replication.progress;

import dev.coffer.aws.Region;
import dev.coffer.platform.metrics.Waiting;
import dev.coffer.platform.sql.Database;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.plan.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What is asked of and done to the tasks as a whole. */
public final class TaskSweeps {
    /** Jumps from lane to lane by the index: costs by lanes, not by tasks. */
    private static final String LANES = """
            with recursive lane as (
                (select source_region, destination_bucket, next_attempt_at from replication.task
                 where state = 'PENDING' order by 1, 2, 3 limit 1)
                union all
                select following.* from lane, lateral (
                    select t.source_region, t.destination_bucket, t.next_attempt_at from replication.task t
                    where t.state = 'PENDING'
                        and (t.source_region, t.destination_bucket) > (lane.source_region, lane.destination_bucket)
                    order by 1, 2, 3 limit 1) following)
            select source_region, destination_bucket from lane where next_attempt_at <= now()""";

    private static final String PURGE = """
            with gone as (
                delete from replication.task
                where (source_region, event_id, destination_bucket) in (
                    select source_region, event_id, destination_bucket from replication.task
                    where state <> 'PENDING'
                        and finished_at < now() - case state when 'DONE' then $1::float8 else $2::float8 end * interval '1 millisecond'
                    limit $3 for update skip locked)
                returning source_region, source_bucket, state),
            counted as (
                insert into replication.purged (source_region, source_bucket, completed, failed)
                select source_region, source_bucket, count(*) filter (where state = 'DONE'),
                    count(*) filter (where state = 'FAILED')
                from gone group by 1, 2
                on conflict (source_region, source_bucket) do update
                set completed = purged.completed + excluded.completed, failed = purged.failed + excluded.failed)
            select count(*) from gone""";
    private static final int PURGE_BATCH = 1_000;
    /** So many pending tasks are told apart by metrics. */
    private static final int COUNTED = 100_000;

    private final Database database;

    /** @param database where the schema {@code replication} is */
    public TaskSweeps(Database database) {
        this.database = database;
    }

    /** The lanes in which a task is due. */
    public List<Lane> dueLanes() {
        return database.statements().query(LANES, row -> new Lane(new Region(row.getString(0)), row.getString(1)));
    }

    /** Makes due what last failed because a region was out of reach. */
    public void wakeUnreachable() {
        database.statements()
                .update(
                        "update replication.task set next_attempt_at = now()"
                                + " where state = 'PENDING' and unreachable and lease_owner is null and next_attempt_at > now()");
    }

    /** Gives free what an earlier process of this instance was working on when it ended. */
    public void release(String instance, String owner) {
        database.statements()
                .update(
                        "update replication.task set lease_owner = null, next_attempt_at = now()"
                                + " where starts_with(lease_owner, $1) and lease_owner <> $2 and state = 'PENDING'",
                        instance + "/",
                        owner);
    }

    /** Forgets what ended long ago, but for its count. */
    public void purge(Duration keepDone, Duration keepFailed) {
        long gone;
        do {
            gone = database.statements()
                    .first(PURGE, row -> row.getLong(0), keepDone.toMillis(), keepFailed.toMillis(), PURGE_BATCH)
                    .orElse(0L);
        } while (gone == PURGE_BATCH);
    }

    /** The counts, of one source bucket or all. */
    public ReplicationBacklog.Result backlog(Optional<String> bucket, Instant now) {
        record Purged(long completed, long failed) {}
        String condition = " where $1::text is null or source_bucket = $1";
        Purged purged = database.statements()
                .first(
                        "select coalesce(sum(completed), 0)::bigint, coalesce(sum(failed), 0)::bigint"
                                + " from replication.purged" + condition,
                        row -> new Purged(row.getLong(0), row.getLong(1)),
                        bucket.orElse(null))
                .orElse(new Purged(0, 0));
        return database.statements()
                .first(
                        "select count(*) filter (where state = 'PENDING'), count(*) filter (where state = 'DONE'),"
                                + " count(*) filter (where state = 'FAILED'),"
                                + " min(event_time) filter (where state = 'PENDING') from replication.task"
                                + condition,
                        row -> new ReplicationBacklog.Result(
                                row.getLong(0),
                                row.getLong(1) + purged.completed(),
                                row.getLong(2) + purged.failed(),
                                age(Optional.ofNullable(row.getOffsetDateTime(3)), now)),
                        bucket.orElse(null))
                .orElseThrow();
    }

    /** What is pending; counted up to {@link #COUNTED}, however long the backlog. */
    public Waiting waiting(Instant now) {
        return database.statements()
                .first(
                        "select count(*), min(event_time) from"
                                + " (select event_time from replication.task where state = 'PENDING' limit $1) pending",
                        row -> Waiting.of(row.getLong(0), age(Optional.ofNullable(row.getOffsetDateTime(1)), now)),
                        COUNTED)
                .orElse(Waiting.UNKNOWN);
    }

    private static Duration age(Optional<OffsetDateTime> oldest, Instant now) {
        return oldest.map(time -> Duration.between(time.toInstant(), now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}

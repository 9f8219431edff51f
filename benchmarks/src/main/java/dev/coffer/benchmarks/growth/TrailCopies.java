package dev.coffer.benchmarks.growth;

import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Fills the trail of a standalone faster than calls could: copies records that calls have left there, under ids and times of
 * their own over the last ten days, past Kafka and the audit service but with every index that these keep.
 */
public final class TrailCopies {
    private static final int TEMPLATES = 1_000;
    private static final int DAYS = 10;
    private static final int BATCH = 100_000;
    private static final int LINE_OF_PORT = 3; // of postmaster.pid, from 0

    private static final String MAKE_TEMPLATES = """
            create temporary table template as
            select * from audit.record where kms_key_arn = ? and event_name = 'GenerateDataKey' limit %d""".formatted(TEMPLATES);

    /** One slice of the days in the order of time, ids rising with it: the order in which a trail is written. */
    private static final String COPY = """
            with copy as materialized (
                select original, uuidv7(at - clock_timestamp()) as id, date_trunc('second', at) as at
                from (select t.event_id as original, now() - interval '%d days' * (1 - (? + random()) / ?) as at
                    from template t, generate_series(1, %d)
                    order by at)),
            names as (
                insert into audit.resource (account_id, region, kind, value, event_time, event_id)
                select r.account_id, r.region, r.kind, r.value, c.at, c.id
                from copy c join template_resource r on r.event_id = c.original
                order by c.id)
            insert into audit.record
            select c.at, c.id, t.account_id, t.region, t.event_source, t.event_name, t.read_only, t.management, t.username,
                t.access_key_id, t.principal, t.kms_key_arn, t.context_arn, t.bucket, t.error_code, t.s3_request_id,
                regexp_replace(
                    replace(t.record, t.event_id::text, c.id::text),
                    '"eventTime":"[^"]*"',
                    to_char(c.at at time zone 'UTC', '"\\"eventTime\\":\\""YYYY-MM-DD"T"HH24:MI:SS"Z\\""'))
            from copy c join template t on t.event_id = c.original
            order by c.id""".formatted(DAYS, BATCH / TEMPLATES);

    private final Path data;
    private final Consumer<String> progress;

    /** @param data the standalone's data folder */
    public TrailCopies(Path data, Consumer<String> progress) {
        this.data = data;
        this.progress = progress;
    }

    /**
     * Copies records of {@code keyArn}'s calls, at least a thousand of which are on the trail, until there are {@code records}.
     *
     * @throws CommandFailed if the standalone's PostgreSQL can't be reached
     */
    void growTo(String keyArn, long records) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (PreparedStatement templates = connection.prepareStatement(MAKE_TEMPLATES)) {
                templates.setString(1, keyArn);
                templates.executeUpdate();
            }
            statement.execute("""
                    create temporary table template_resource as
                    select r.* from audit.resource r join template t using (event_time, event_id)""");
            for (int day = 0; day <= DAYS; day++) {
                statement.execute("select audit.ensure_day((now() at time zone 'UTC')::date - " + day + ")");
            }
            copy(connection, count(statement), records);
            statement.execute("vacuum analyze audit.record");
            statement.execute("vacuum analyze audit.resource");
        } catch (SQLException | IOException e) {
            throw new CommandFailed("cannot copy records in " + data + ": " + e.getMessage(), e);
        }
    }

    private void copy(Connection connection, long before, long records) throws SQLException {
        long slices = Math.ceilDiv(Math.max(0, records - before), BATCH);
        try (PreparedStatement copying = connection.prepareStatement(COPY)) {
            copying.setLong(2, slices);
            long there = before;
            for (long slice = 0; slice < slices; slice++) {
                copying.setLong(1, slice);
                there += copying.executeUpdate();
                progress.accept(String.format(Locale.ROOT, "growth: %,d records on the trail", there));
            }
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from audit.record")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws IOException, SQLException {
        List<String> lines = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(LINE_OF_PORT).strip() + "/postgres",
                "coffer",
                Files.readString(data.resolve("postgres/password")).strip());
    }
}

package dev.coffer.replication.link;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.replication.api.LinkState;
import java.util.Map;
import java.util.stream.Collectors;

/** The links that are not healthy, kept over restarts and shared by all instances. */
public final class LinkRows {
    private final Database database;

    /** @param database where the schema {@code replication} is */
    public LinkRows(Database database) {
        this.database = database;
    }

    /** Every link with a state of its own. */
    public Map<LinkEnds, LinkState> all() {
        record Row(LinkEnds ends, LinkState state) {}
        return database
                .statements()
                .query(
                        "select from_region, to_region, cut, latency_ms, loss_percent, bytes_per_second"
                                + " from replication.link",
                        row -> new Row(
                                new LinkEnds(new Region(row.getString(0)), new Region(row.getString(1))),
                                new LinkState(row.getBoolean(2), row.getInteger(3), row.getDouble(4), row.getLong(5))))
                .stream()
                .collect(Collectors.toMap(Row::ends, Row::state));
    }

    /** Remembers a link's state; a healthy one needs no row. */
    public void put(LinkEnds ends, LinkState state) {
        if (state.equals(LinkState.HEALTHY)) {
            database.statements()
                    .update(
                            "delete from replication.link where from_region = $1 and to_region = $2",
                            ends.from().id(),
                            ends.to().id());
        } else {
            database.statements()
                    .update(
                            "insert into replication.link (from_region, to_region, cut, latency_ms, loss_percent,"
                                    + " bytes_per_second) values ($1, $2, $3, $4, $5, $6)"
                                    + " on conflict (from_region, to_region) do update set cut = excluded.cut,"
                                    + " latency_ms = excluded.latency_ms, loss_percent = excluded.loss_percent,"
                                    + " bytes_per_second = excluded.bytes_per_second",
                            ends.from().id(),
                            ends.to().id(),
                            state.cut(),
                            state.latencyMs(),
                            state.lossPercent(),
                            state.bytesPerSecond());
        }
    }
}

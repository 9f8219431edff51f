package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Quota settings in PostgreSQL, with a revision per region by which other instances see that they changed. */
public final class QuotaRows {
    private final Database database;

    /** The process's database. */
    public QuotaRows(Database database) {
        this.database = database;
    }

    private record Setting(String account, String name, int value) {}

    /** The settings of a region. */
    public QuotaSettingsTable read(Region region) {
        return read(database.statements(), region);
    }

    /** Changes some settings of an account, or of everybody else ({@code ""}), and answers all of the region. */
    public QuotaSettingsTable change(Region region, String account, Map<String, Integer> settings) {
        return database.transaction(sql -> {
            List<Tuple> rows = settings.entrySet().stream()
                    .map(setting -> Tuple.of(region.id(), account, setting.getKey(), setting.getValue()))
                    .toList();
            sql.update(
                    "update kms.region_state set quota_revision = quota_revision + 1 where region = $1", region.id());
            sql.batch("""
                    insert into kms.quota_setting (region, account, name, value) values ($1, $2, $3, $4)
                    on conflict (region, account, name) do update set value = excluded.value""", rows);
            return read(sql, region);
        });
    }

    private static QuotaSettingsTable read(Statements sql, Region region) {
        Map<String, Map<String, Integer>> settings = new HashMap<>();
        sql.query(
                        "select account, name, value from kms.quota_setting where region = $1",
                        row -> new Setting(row.getString(0), row.getString(1), row.getInteger(2)),
                        region.id())
                .forEach(s -> settings.computeIfAbsent(s.account(), a -> new HashMap<>())
                        .put(s.name(), s.value()));
        return new QuotaSettingsTable(region, settings);
    }
}

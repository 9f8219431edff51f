package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;

/** Which instances serve a region now: those that said so in the last four seconds. */
public final class InstanceRows {
    private final Database database;
    private final String instance;

    /** @param instance a name that no other process has */
    public InstanceRows(Database database, String instance) {
        this.database = database;
        this.instance = instance;
    }

    /** Says that this instance is alive, and counts who is: itself, at least. */
    public int alive(Region region) {
        database.statements().update("""
                insert into kms.instance (region, instance_id, seen_at) values ($1, $2, now())
                on conflict (region, instance_id) do update set seen_at = excluded.seen_at""", region.id(), instance);
        return database.statements()
                .first(
                        "select count(*) from kms.instance where region = $1 and seen_at > now() - interval '4 seconds'",
                        row -> Math.max(1, Math.toIntExact(row.getLong(0))),
                        region.id())
                .orElse(1);
    }

    /** Says that this instance ends, and forgets those that ended without saying so. */
    public void leave() {
        database.statements()
                .update(
                        "delete from kms.instance where instance_id = $1 or seen_at < now() - interval '1 minute'",
                        instance);
    }
}

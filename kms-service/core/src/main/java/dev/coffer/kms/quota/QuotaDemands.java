package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.quota.Quotas.Claim;
import dev.coffer.platform.sql.Database;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which instances serve a region, and how much each is asked. Told once a second; from it every instance computes its part
 * of each quota, so that no call waits for the database: a fifth of a quota is divided evenly, so that an instance that
 * was idle can begin, the rest by demand. The parts of all instances add up to the quota.
 */
public final class QuotaDemands {
    private static final double EVENLY = 0.2;
    private static final String FRESH = "seen_at > now() - interval '4 seconds'";

    private final Database database;
    private final String instance;

    /** @param instance a name that no other process has */
    public QuotaDemands(Database database, String instance) {
        this.database = database;
        this.instance = instance;
    }

    /** Says that this instance is alive, and hears who else is: itself, at least. */
    int alive(Region region) {
        database.statements().update("""
                insert into kms.instance (region, instance_id, seen_at) values ($1, $2, now())
                on conflict (region, instance_id) do update set seen_at = excluded.seen_at""", region.id(), instance);
        return database.statements()
                .first(
                        "select count(*) from kms.instance where region = $1 and " + FRESH,
                        row -> Math.toIntExact(row.getLong(0)),
                        region.id())
                .orElse(1);
    }

    /** Exchanges demands, and puts this instance's parts in force. */
    public void exchange(Region region, Quotas quotas) {
        int instances = Math.max(1, alive(region));
        Map<Claim, Long> own = quotas.asked(region);
        quotas.share(region, 1.0 / instances, instances == 1 ? Map.of() : shares(region, instances, own));
    }

    private Map<Claim, Double> shares(Region region, int instances, Map<Claim, Long> own) {
        tell(region, own);
        record Total(Claim claim, long calls) {}
        Map<Claim, Double> shares = new HashMap<>();
        database.statements()
                .query(
                        "select account, quota, sum(calls)::bigint from kms.quota_demand where region = $1 and " + FRESH
                                + " group by account, quota",
                        row -> new Total(new Claim(new AccountId(row.getString(0)), row.getString(1)), row.getLong(2)),
                        region.id())
                .forEach(total -> shares.put(
                        total.claim(), share(instances, own.getOrDefault(total.claim(), 0L), total.calls())));
        return shares;
    }

    /** One instance's part of a quota. */
    static double share(int instances, long own, long all) {
        return EVENLY / instances + (1 - EVENLY) * own / Math.max(all, 1);
    }

    private void tell(Region region, Map<Claim, Long> own) {
        List<Tuple> rows = own.entrySet().stream()
                .map(e -> Tuple.of(
                        region.id(),
                        instance,
                        e.getKey().account().value(),
                        e.getKey().quota(),
                        e.getValue()))
                .toList();
        database.inTransaction(sql -> {
            sql.update("delete from kms.quota_demand where region = $1 and instance_id = $2", region.id(), instance);
            sql.batch("""
                    insert into kms.quota_demand (region, instance_id, account, quota, calls, seen_at)
                    values ($1, $2, $3, $4, $5, now())""", rows);
        });
    }

    /** Says that this instance ends, and forgets those that ended without saying so. */
    public void leave() {
        database.statements()
                .update(
                        "delete from kms.instance where instance_id = $1 or seen_at < now() - interval '1 minute'",
                        instance);
        database.statements()
                .update(
                        "delete from kms.quota_demand where instance_id = $1 or seen_at < now() - interval '1 minute'",
                        instance);
    }
}

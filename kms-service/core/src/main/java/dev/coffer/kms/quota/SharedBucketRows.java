package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The shared buckets as rows of PostgreSQL, by whose clock they fill. One statement serves all requests; it locks their rows
 * in one order, so that instances wait for one another and never in a circle.
 */
public final class SharedBucketRows implements SharedBuckets {
    /** {@code owing}: seconds until the bucket would be full, the charge included; it is empty at one, and may owe more. */
    private static final String LEASE = """
            with request as (
                select * from unnest($2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[])
                    as r (account, quota, per_second, charged, wanted, asked, demand)),
            bucket as (
                select b.account, b.quota,
                    greatest(extract(epoch from b.full_at - now())::float8, 0) as owing,
                    b.asked * greatest(1 - greatest(extract(epoch from now() - b.asked_at)::float8, 0), 0) as asked
                from kms.quota_bucket b join request r on b.account = r.account and b.quota = r.quota
                where b.region = $1 order by b.account, b.quota for update of b),
            charged as (
                select r.account, r.quota, r.per_second, r.wanted, r.demand, b.asked + r.asked as asked,
                    greatest(b.owing + r.charged / r.per_second, 0) as owing
                from bucket b join request r on b.account = r.account and b.quota = r.quota),
            slice as (
                select account, quota, per_second, asked, owing, least(wanted, greatest(1 - owing, 0) * per_second
                    * ($9::float8 + (1 - $10::float8) * demand / greatest(asked, demand, 1))) as tokens
                from charged)
            update kms.quota_bucket b
            set full_at = now() + make_interval(secs => s.owing + s.tokens / s.per_second),
                asked = s.asked, asked_at = now()
            from slice s
            where b.region = $1 and b.account = s.account and b.quota = s.quota
            returning s.account, s.quota, s.tokens""";

    private final Database database;

    /** The region's database. */
    public SharedBucketRows(Database database) {
        this.database = database;
    }

    private record Slice(Claim claim, double tokens) {}

    @Override
    public Map<Claim, Double> lease(Region region, List<SliceRequest> requests, int instances) {
        Map<Claim, Double> slices = new HashMap<>();
        lease(region, requests, instances, slices);
        List<SliceRequest> missing = requests.stream()
                .filter(request -> !slices.containsKey(request.claim()))
                .toList();
        if (!missing.isEmpty()) {
            open(region, missing);
            lease(region, missing, instances, slices);
        }
        return slices;
    }

    private void lease(Region region, List<SliceRequest> requests, int instances, Map<Claim, Double> slices) {
        database.statements()
                .query(
                        LEASE,
                        row -> new Slice(claim(row.getString(0), row.getString(1)), row.getDouble(2)),
                        region.id(),
                        texts(requests, r -> r.claim().account().value()),
                        texts(requests, r -> r.claim().quota()),
                        numbers(requests, r -> (double) r.perSecond()),
                        numbers(requests, SliceRequest::charged),
                        numbers(requests, SliceRequest::wanted),
                        numbers(requests, r -> (double) r.asked()),
                        numbers(requests, SliceRequest::demand),
                        EVENLY / instances,
                        EVENLY)
                .forEach(slice -> slices.put(slice.claim(), slice.tokens()));
    }

    private void open(Region region, List<SliceRequest> requests) {
        database.statements()
                .update(
                        """
                        insert into kms.quota_bucket (region, account, quota)
                        select $1, account, quota from unnest($2::text[], $3::text[]) as r (account, quota)
                        order by account, quota on conflict do nothing""",
                        region.id(),
                        texts(requests, r -> r.claim().account().value()),
                        texts(requests, r -> r.claim().quota()));
    }

    /** Drops buckets that nobody has asked for in a minute: each is full, as a missing one is. */
    public void forgetIdle(Region region) {
        database.statements().update("""
                delete from kms.quota_bucket b using (
                    select region, account, quota from kms.quota_bucket
                    where region = $1 and greatest(asked_at, full_at) < now() - interval '1 minute' for update skip locked) idle
                where b.region = idle.region and b.account = idle.account and b.quota = idle.quota""", region.id());
    }

    private static Claim claim(String account, String quota) {
        return new Claim(new AccountId(account), quota);
    }

    private static String[] texts(List<SliceRequest> requests, Function<SliceRequest, String> column) {
        return requests.stream().map(column).toArray(String[]::new);
    }

    private static Double[] numbers(List<SliceRequest> requests, Function<SliceRequest, Double> column) {
        return requests.stream().map(column).toArray(Double[]::new);
    }
}

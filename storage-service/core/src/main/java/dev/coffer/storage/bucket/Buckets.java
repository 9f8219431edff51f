package dev.coffer.storage.bucket;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Pending;
import dev.coffer.platform.sql.Pipeline;
import dev.coffer.platform.sql.SharedStatements;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.metadata.ConfigurationJson;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Buckets as object operations see them: read at each request, never cached, so that every instance agrees. */
@ApplicationScoped
public class Buckets {
    /** What {@link #read} needs, under names of their own. */
    public static final String COLUMNS = "b.region as bucket_region, b.name as bucket_name,"
            + " b.owner_account as bucket_owner, b.owner_canonical_id as bucket_owner_canonical_id,"
            + " b.encryption_floor as bucket_floor, b.versioning as bucket_versioning,"
            + " b.encryption as bucket_encryption, b.replication as bucket_replication, b.tags as bucket_tags";

    static final String READ = "select found.* from"
            + " unnest($1::text[], $2::text[]) with ordinality as asked (region, name, place)"
            + " left join lateral (select " + COLUMNS + " from storage.bucket b"
            + " where b.region = asked.region and b.name = asked.name limit 1) found on true order by asked.place";
    private static final int STATEMENTS = 2;
    private static final int MAX_BATCH = 64;

    private final Database database;
    private final SharedStatements<Asked, Row> reads;

    Buckets(Database database) {
        this.database = database;
        this.reads = new SharedStatements<>(STATEMENTS, MAX_BATCH, this::read);
    }

    private record Asked(Region region, BucketName name) {}

    private List<Row> read(List<Asked> asked) {
        return database.statements()
                .query(
                        READ,
                        Function.identity(),
                        asked.stream().map(a -> a.region().id()).toArray(String[]::new),
                        asked.stream().map(a -> a.name().value()).toArray(String[]::new));
    }

    /** The bucket, if this region has it. */
    public Optional<Bucket> find(Region region, BucketName name) {
        return read(reads.get(new Asked(region, name)));
    }

    /** @throws dev.coffer.aws.error.AwsException {@code NoSuchBucket} */
    public Bucket require(Region region, BucketName name) {
        return find(region, name).orElseThrow(() -> missing(name));
    }

    /** Whether a transaction sees the bucket. */
    public static boolean isThere(Statements transaction, Region region, BucketName name) {
        return transaction
                .first(
                        "select 1 from storage.bucket where region = $1 and name = $2",
                        row -> true,
                        region.id(),
                        name.value())
                .isPresent();
    }

    /** Several buckets within a transaction; those that are not there are left out. */
    public static Pending<List<Bucket>> within(Pipeline transaction, Region region, Collection<BucketName> names) {
        return transaction.query(
                "select " + COLUMNS + " from storage.bucket b where b.region = $1 and b.name = any($2)",
                row -> read(row).orElseThrow(),
                region.id(),
                names.stream().map(BucketName::value).distinct().toArray(String[]::new));
    }

    /** S3's refusal for a bucket that is not there. */
    public static dev.coffer.aws.error.AwsException missing(BucketName name) {
        return S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", name.value()));
    }

    /** A row with {@link #COLUMNS}, if they are not null. */
    public static Optional<Bucket> read(Row row) {
        String region = row.getString("bucket_region");
        if (region == null) {
            return Optional.empty();
        }
        return Optional.of(new Bucket(
                new Region(region),
                new BucketName(row.getString("bucket_name")),
                new AccountId(row.getString("bucket_owner")),
                row.getString("bucket_owner_canonical_id"),
                EncryptionFloor.parse(row.getString("bucket_floor")),
                Versioning.valueOf(row.getString("bucket_versioning")),
                Optional.ofNullable(row.getString("bucket_encryption")).map(ConfigurationJson::encryption),
                Optional.ofNullable(row.getString("bucket_replication")).map(ConfigurationJson::replication),
                Optional.ofNullable(row.getString("bucket_tags"))
                        .map(ConfigurationJson::tags)
                        .orElse(Map.of())));
    }
}

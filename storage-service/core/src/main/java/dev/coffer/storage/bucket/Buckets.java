package dev.coffer.storage.bucket;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.metadata.ConfigurationJson;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Buckets as object operations see them: one indexed read per request, never cached, so that every instance agrees. */
@ApplicationScoped
public class Buckets {
    private static final String COLUMNS =
            "name, owner_account, owner_canonical_id, encryption_floor, versioning, encryption, replication, tags";

    private final Database database;

    Buckets(Database database) {
        this.database = database;
    }

    /** The bucket, if this region has it. */
    public Optional<Bucket> find(Region region, BucketName name) {
        return database.statements()
                .first(
                        "select " + COLUMNS + " from storage.bucket where region = $1 and name = $2",
                        row -> read(region, row),
                        region.id(),
                        name.value());
    }

    /** @throws dev.coffer.aws.error.AwsException {@code NoSuchBucket} */
    public Bucket require(Region region, BucketName name) {
        return find(region, name).orElseThrow(() -> missing(name));
    }

    /** Several buckets within a transaction; those that are not there are not in the map. */
    public static Map<BucketName, Bucket> within(Statements transaction, Region region, Collection<BucketName> names) {
        Map<BucketName, Bucket> found = new HashMap<>();
        String[] texts = names.stream().map(BucketName::value).distinct().toArray(String[]::new);
        for (Bucket bucket : transaction.query(
                "select " + COLUMNS + " from storage.bucket where region = $1 and name = any($2)",
                row -> read(region, row),
                region.id(),
                texts)) {
            found.put(bucket.name(), bucket);
        }
        return found;
    }

    /** S3's refusal for a bucket that is not there. */
    public static dev.coffer.aws.error.AwsException missing(BucketName name) {
        return S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", name.value()));
    }

    private static Bucket read(Region region, Row row) {
        return new Bucket(
                region,
                new BucketName(row.getString(0)),
                new AccountId(row.getString(1)),
                row.getString(2),
                EncryptionFloor.parse(row.getString(3)),
                Versioning.valueOf(row.getString(4)),
                Optional.ofNullable(row.getString(5)).map(ConfigurationJson::encryption),
                Optional.ofNullable(row.getString(6)).map(ConfigurationJson::replication),
                Optional.ofNullable(row.getString(7))
                        .map(ConfigurationJson::tags)
                        .orElse(Map.of()));
    }
}

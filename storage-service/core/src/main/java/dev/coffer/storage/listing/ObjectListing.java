package dev.coffer.storage.listing;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.authorization.ConditionKeys;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.metadata.ColumnJson;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ListObjects in both versions. With a delimiter PostgreSQL seeks from entry to entry (a loose index scan): behind a key
 * to the next, behind a common prefix over everything that begins with it. So a page costs what it returns, whatever is
 * stored below its prefixes.
 */
@ApplicationScoped
public class ObjectListing implements Operations {
    private static final String COLUMNS = "key, last_modified, etag, size, storage_class, checksums";

    static final String FLAT = "select " + COLUMNS + ", null::bytea as common from storage.object_version"
            + " where region = $1 and bucket = $2 and latest and not delete_marker and key >= $3 and key < $4"
            + " order by key limit $5";

    /** $6: the prefix's length in bytes, $7: the delimiter. {@code common}: the common prefix of which a row stands. */
    static final String ROLLED_UP = "with recursive page as (" + "(" + step("$3") + ")"
            + " union all select next.* from page, lateral (" + step("page.behind") + ") next)"
            + " select " + COLUMNS + ", common from page limit $5";

    private final Database database;
    private final Buckets buckets;
    private final Authorizer authorizer;

    ObjectListing(Database database, Buckets buckets, Authorizer authorizer) {
        this.database = database;
        this.buckets = buckets;
        this.authorizer = authorizer;
    }

    private static String step(String from) {
        return "select v.*, case when common is null then key || '\\x00'::bytea"
                + " else set_byte(common, length(common) - 1, get_byte(common, length(common) - 1) + 1) end as behind"
                + " from (select " + COLUMNS + ", "
                + Rollup.COMMON
                + " as common from storage.object_version"
                + " where region = $1 and bucket = $2 and latest and not delete_marker and key >= " + from
                + " and key < $4 order by key limit 1) v";
    }

    @Override
    public void register(OperationTable table) {
        table.on(ListObjects.class, this::list);
    }

    private ListObjects.Result list(ListObjects op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(
                call.caller(),
                bucket,
                "s3:ListBucket",
                ConditionKeys.ofListing(op.prefix(), op.delimiter(), op.maxKeys()));
        if (op.maxKeys() == 0) {
            return new ListObjects.Result(List.of(), List.of(), Optional.empty(), bucket.ownerCanonicalId());
        }
        List<Found> found = find(call.region(), op);
        boolean more = found.size() > op.maxKeys();
        List<Found> page = more ? found.subList(0, op.maxKeys()) : found;
        List<ListObjects.Entry> entries = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        for (Found one : page) {
            one.common().ifPresentOrElse(prefixes::add, () -> entries.add(one.entry()));
        }
        Optional<String> next = more
                ? Optional.of(
                        page.getLast().common().orElse(page.getLast().entry().key()))
                : Optional.empty();
        return new ListObjects.Result(entries, prefixes, next, bucket.ownerCanonicalId());
    }

    private List<Found> find(Region region, ListObjects op) {
        List<Object> parameters = new ArrayList<>(List.of(
                region.id(),
                op.bucket().value(),
                Prefixes.start(op.prefix(), op.delimiter(), op.after()),
                Rollup.end(op.prefix()),
                op.maxKeys() + 1));
        if (op.delimiter().isEmpty()) {
            return database.statements().query(FLAT, ObjectListing::read, parameters.toArray());
        }
        parameters.add(Prefixes.bytes(op.prefix()).length());
        parameters.add(Prefixes.bytes(op.delimiter()));
        return database.statements().query(ROLLED_UP, ObjectListing::read, parameters.toArray());
    }

    private record Found(ListObjects.Entry entry, Optional<String> common) {}

    private static Found read(Row row) {
        List<StoredChecksum> checksums = ColumnJson.checksums(row.getJsonArray("checksums"));
        return new Found(
                new ListObjects.Entry(
                        Prefixes.text(row.getBuffer("key")),
                        row.getOffsetDateTime("last_modified").toInstant(),
                        row.getString("etag"),
                        row.getLong("size"),
                        row.getString("storage_class"),
                        checksums.stream().map(StoredChecksum::algorithm).toList(),
                        checksums.stream().findFirst().map(StoredChecksum::type)),
                Optional.ofNullable(row.getBuffer("common")).map(Prefixes::text));
    }
}

package dev.coffer.storage.listing;

import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.authorization.ConditionKeys;
import dev.coffer.storage.bucket.Bucket;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.object.VersionIds;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * ListObjectVersions: keys in order, each key's versions newest first. Seeks like {@link ObjectListing}: behind a version
 * to the key's next older one, else to the next key; behind a common prefix over all of it. A page may begin behind a
 * version that was deleted since, because version ids tell their place.
 */
@ApplicationScoped
public class VersionListing implements Operations {
    private static final String COLUMNS =
            "key, version_id, sequencer, latest, delete_marker, last_modified, etag, size," + " storage_class";
    private static final String OF_BUCKET = " from storage.object_version where region = $1 and bucket = $2";

    /** From $3, of that key itself only what is older than ($8, $9). $6, $7 as in {@link Rollup}; no delimiter: no rollup. */
    static final String PAGE = "with recursive page as (" + "(" + step("$3::bytea", "$8::bigint, $9::text") + ")"
            + " union all select next.* from page, lateral ("
            + step("page.behind", "page.older_than, page.older_id") + ") next)"
            + " select " + COLUMNS + ", common from page limit $5";

    private final Database database;
    private final Buckets buckets;
    private final Authorizer authorizer;

    VersionListing(Database database, Buckets buckets, Authorizer authorizer) {
        this.database = database;
        this.buckets = buckets;
        this.authorizer = authorizer;
    }

    /** The next row: the rest of the key {@code from}, then later keys. Each branch is one index seek. */
    private static String step(String from, String olderThan) {
        return "select v.*, case when common is null then key"
                + " else set_byte(common, length(common) - 1, get_byte(common, length(common) - 1) + 1) end as behind,"
                + " case when common is null then sequencer else " + Long.MAX_VALUE + " end as older_than,"
                + " case when common is null then version_id else '' end as older_id"
                + " from (select " + COLUMNS + ", case when length($7::bytea) > 0 then " + Rollup.COMMON
                + " end as common from ("
                + "(select " + COLUMNS + ", 1 as turn" + OF_BUCKET + " and key = " + from + " and key < $4"
                + " and (sequencer, version_id) < (" + olderThan + ") order by sequencer desc, version_id desc limit 1)"
                + " union all (select " + COLUMNS + ", 2 as turn" + OF_BUCKET + " and key > " + from
                + " and key < $4 order by key, sequencer desc, version_id desc limit 1)"
                + " order by turn limit 1) n) v";
    }

    @Override
    public void register(OperationTable table) {
        table.on(ListObjectVersions.class, this::list);
    }

    private ListObjectVersions.Result list(ListObjectVersions op, StorageCall call) {
        Bucket bucket = buckets.require(call.region(), op.bucket());
        authorizer.requireOnBucket(
                call.caller(),
                bucket,
                "s3:ListBucketVersions",
                ConditionKeys.ofListing(op.prefix(), op.delimiter(), op.maxKeys()));
        if (op.maxKeys() == 0) {
            return new ListObjectVersions.Result(
                    List.of(), List.of(), Optional.empty(), Optional.empty(), bucket.ownerCanonicalId());
        }
        Start start = start(op, call);
        List<Found> found = database.statements()
                .query(
                        PAGE,
                        VersionListing::read,
                        call.region().id(),
                        op.bucket().value(),
                        start.key(),
                        Rollup.end(op.prefix()),
                        op.maxKeys() + 1,
                        Prefixes.bytes(op.prefix()).length(),
                        Prefixes.bytes(op.delimiter()),
                        start.olderThan(),
                        op.versionIdMarker());
        boolean more = found.size() > op.maxKeys();
        List<Found> page = more ? found.subList(0, op.maxKeys()) : found;
        List<ListObjectVersions.Entry> entries = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        for (Found one : page) {
            one.common().ifPresentOrElse(prefixes::add, () -> entries.add(one.entry()));
        }
        Optional<Found> last = more ? Optional.of(page.getLast()) : Optional.empty();
        return new ListObjectVersions.Result(
                entries,
                prefixes,
                last.map(f -> f.common().orElse(f.entry().key())),
                last.filter(f -> f.common().isEmpty()).map(f -> f.entry().versionId()),
                bucket.ownerCanonicalId());
    }

    private record Start(Buffer key, long olderThan) {}

    private Start start(ListObjectVersions op, StorageCall call) {
        if (op.versionIdMarker().isEmpty()) {
            return new Start(Prefixes.start(op.prefix(), op.delimiter(), op.keyMarker()), Long.MAX_VALUE);
        }
        if (op.keyMarker().isEmpty()) {
            throw S3Error.INVALID_ARGUMENT.because("A version-id marker cannot be specified without a key marker.");
        }
        Buffer key = Prefixes.bytes(op.keyMarker());
        Buffer first = Prefixes.bytes(op.prefix());
        return java.util.Arrays.compareUnsigned(key.getBytes(), first.getBytes()) < 0
                ? new Start(first, Long.MAX_VALUE)
                : new Start(key, sequencer(op, call));
    }

    private long sequencer(ListObjectVersions op, StorageCall call) {
        OptionalLong inId = VersionIds.sequencer(op.versionIdMarker());
        if (inId.isPresent()) {
            return inId.getAsLong();
        }
        if (!op.versionIdMarker().equals(VersionIds.NULL)) {
            throw VersionIds.malformed("version-id-marker", op.versionIdMarker());
        }
        // A null version that is gone: from the key's newest, so that nothing is left out.
        return database.statements()
                .first(
                        "select sequencer" + OF_BUCKET + " and key = $3 and version_id = 'null'",
                        row -> row.getLong(0),
                        call.region().id(),
                        op.bucket().value(),
                        Prefixes.bytes(op.keyMarker()))
                .orElse(Long.MAX_VALUE);
    }

    private record Found(ListObjectVersions.Entry entry, Optional<String> common) {}

    private static Found read(Row row) {
        return new Found(
                new ListObjectVersions.Entry(
                        Prefixes.text(row.getBuffer("key")),
                        row.getString("version_id"),
                        row.getBoolean("latest"),
                        row.getBoolean("delete_marker"),
                        row.getOffsetDateTime("last_modified").toInstant(),
                        row.getString("etag"),
                        row.getLong("size"),
                        row.getString("storage_class")),
                Optional.ofNullable(row.getBuffer("common")).map(Prefixes::text));
    }
}

package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.SharedStatements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.bucket.Buckets;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Object versions as readers find them, together with their bucket: one indexed statement, never cached, shared by those
 * who ask at the same time.
 */
@ApplicationScoped
public class ObjectVersions {
    private static final String OF_KEY = "select " + VersionRows.COLUMNS + " from storage.object_version"
            + " where region = asked.region and bucket = asked.bucket and key = asked.key";

    /** A version id of null asks for the latest. */
    static final String LOCATE = "select b.*, v.* from unnest($1::text[], $2::text[], $3::bytea[], $4::text[])"
            + " with ordinality as asked (region, bucket, key, version_id, place)"
            + " left join lateral (select " + Buckets.COLUMNS + " from storage.bucket b"
            + " where b.region = asked.region and b.name = asked.bucket limit 1) b on true"
            + " left join lateral ("
            + "(" + OF_KEY + " and asked.version_id is null order by sequencer desc, version_id desc limit 1)"
            + " union all (" + OF_KEY + " and version_id = asked.version_id limit 1)"
            + ") v on true order by asked.place";

    private static final String NO_VERSION = "";
    private static final int STATEMENTS = 4;
    private static final int MAX_BATCH = 64;

    private final Database database;
    private final SharedStatements<Asked, Row> reads;

    ObjectVersions(Database database) {
        this.database = database;
        this.reads = new SharedStatements<>(STATEMENTS, MAX_BATCH, this::read);
    }

    private record Asked(Region region, BucketName bucket, ObjectKey key, Optional<String> versionId) {}

    private List<Row> read(List<Asked> asked) {
        return database.statements()
                .query(
                        LOCATE,
                        Function.identity(),
                        asked.stream().map(a -> a.region().id()).toArray(String[]::new),
                        asked.stream().map(a -> a.bucket().value()).toArray(String[]::new),
                        asked.stream().map(a -> VersionRows.bytes(a.key())).toArray(Buffer[]::new),
                        asked.stream().map(a -> a.versionId().orElse(null)).toArray(String[]::new));
    }

    /**
     * A bucket, and the latest version (or delete marker) of one of its keys, or the one named.
     *
     * @throws AwsException {@code NoSuchBucket}
     */
    public Located locate(Region region, BucketName bucket, ObjectKey key, Optional<String> versionId) {
        Optional<String> asked = versionId.map(id -> VersionIds.isWellFormed(id) ? id : NO_VERSION);
        Row row = reads.get(new Asked(region, bucket, key, asked));
        return new Located(
                Buckets.read(row).orElseThrow(() -> Buckets.missing(bucket)),
                row.getString("region") == null ? Optional.empty() : Optional.of(VersionRows.read(row)));
    }

    /**
     * What was found, if it is an object.
     *
     * @throws AwsException {@code NoSuchKey} or {@code NoSuchVersion}; {@code MethodNotAllowed} for a delete marker that was named
     */
    public static StoredVersion require(Optional<StoredVersion> found, ObjectKey key, Optional<String> versionId) {
        StoredVersion version = found.orElseThrow(() -> missing(key, versionId));
        if (version.deleteMarker()) {
            Map<String, String> marker =
                    Map.of("Key", key.value(), "x-amz-delete-marker", "true", "x-amz-version-id", version.versionId());
            throw versionId.isPresent()
                    ? S3Error.METHOD_NOT_ALLOWED.with(Map.of(
                            "Method", "GET",
                            "ResourceType", "DeleteMarker",
                            "x-amz-delete-marker", "true",
                            "x-amz-version-id", version.versionId()))
                    : S3Error.NO_SUCH_KEY.with(marker);
        }
        return version;
    }

    /** The parts of a multipart object that hold the bytes of {@code span}, in order. */
    public List<StoredPart> parts(StoredVersion version, Span span) {
        return VersionRows.parts(
                database.statements(), version.region(), version.objectId(), span.offset(), span.last());
    }

    /** The parts of a multipart object whose numbers are above {@code number}, in order. */
    public List<StoredPart> partsAfter(StoredVersion version, int number, int limit) {
        return VersionRows.partsAfter(database.statements(), version.region(), version.objectId(), number, limit);
    }

    /** The version that a write made, unless it is gone. */
    public Optional<StoredVersion> madeBy(Region region, ObjectId write) {
        return VersionRows.byObject(database.statements(), region, write);
    }

    /** One part of a multipart object. */
    public Optional<StoredPart> part(StoredVersion version, int number) {
        return VersionRows.part(database.statements(), version.region(), version.objectId(), number);
    }

    /** S3's refusal for an object that is not there. */
    public static AwsException missing(ObjectKey key, Optional<String> versionId) {
        if (versionId.filter(id -> !VersionIds.isWellFormed(id)).isPresent()) {
            return VersionIds.malformed("versionId", versionId.get());
        }
        return versionId
                .map(id -> S3Error.NO_SUCH_VERSION.with(Map.of("Key", key.value(), "VersionId", id)))
                .orElseGet(() -> S3Error.NO_SUCH_KEY.with(Map.of("Key", key.value())));
    }
}

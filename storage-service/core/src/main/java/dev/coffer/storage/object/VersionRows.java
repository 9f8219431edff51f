package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.ColumnType;
import dev.coffer.platform.sql.MultiRowInsert;
import dev.coffer.platform.sql.MultiRowInsert.Column;
import dev.coffer.platform.sql.Pending;
import dev.coffer.platform.sql.Pipeline;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.encryption.EncryptionColumns;
import dev.coffer.storage.metadata.ColumnJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of {@code storage.object_version} and {@code storage.object_part}. */
public final class VersionRows {
    private static final List<Column> TYPED = Stream.concat(
                    Stream.of(
                            new Column("region", ColumnType.TEXT),
                            new Column("bucket", ColumnType.TEXT),
                            new Column("key", ColumnType.BYTEA),
                            new Column("version_id", ColumnType.TEXT),
                            new Column("sequencer", ColumnType.BIGINT),
                            new Column("latest", ColumnType.BOOLEAN),
                            new Column("object_id", ColumnType.UUID),
                            new Column("delete_marker", ColumnType.BOOLEAN),
                            new Column("owner_canonical_id", ColumnType.TEXT),
                            new Column("size", ColumnType.BIGINT),
                            new Column("etag", ColumnType.TEXT),
                            new Column("last_modified", ColumnType.TIMESTAMPTZ),
                            new Column("storage_class", ColumnType.TEXT),
                            new Column("headers", ColumnType.JSONB),
                            new Column("user_metadata", ColumnType.JSONB),
                            new Column("tags", ColumnType.JSONB),
                            new Column("checksums", ColumnType.JSONB),
                            new Column("parts", ColumnType.INTEGER),
                            new Column("blob_location", ColumnType.BIGINT),
                            new Column("replica", ColumnType.BOOLEAN),
                            new Column("replications", ColumnType.JSONB)),
                    EncryptionColumns.COLUMNS.stream())
            .toList();

    /** The columns that {@link #read} needs. */
    public static final String COLUMNS = MultiRowInsert.names(TYPED);

    private static final MultiRowInsert INSERT = new MultiRowInsert("storage.object_version", TYPED);
    private static final MultiRowInsert INSERT_PARTS = new MultiRowInsert(
            "storage.object_part",
            List.of(
                    new Column("region", ColumnType.TEXT),
                    new Column("object_id", ColumnType.UUID),
                    new Column("number", ColumnType.INTEGER),
                    new Column("blob_id", ColumnType.UUID),
                    new Column("position", ColumnType.BIGINT),
                    new Column("size", ColumnType.BIGINT),
                    new Column("etag", ColumnType.TEXT),
                    new Column("checksums", ColumnType.JSONB)));
    static final String BY_ID = " where region = $1 and bucket = $2 and key = $3 and version_id = $4";

    /** With the blob's place, which compaction may have changed since the row was read. */
    static final String DELETE = "delete from storage.object_version" + BY_ID
            + " returning case when not delete_marker and parts = 0 then object_id end as blob_id, blob_location";

    private VersionRows() {}

    /** The parts of an object in order, of those that touch the bytes from {@code first} to {@code last}. */
    public static List<StoredPart> parts(Statements statements, Region region, ObjectId object, long first, long last) {
        return statements.query(
                "select number, blob_id, position, size, etag, checksums from storage.object_part"
                        + " where region = $1 and object_id = $2 and position <= $4 and position + size > $3"
                        + " order by number",
                VersionRows::readPart,
                region.id(),
                object.value(),
                first,
                last);
    }

    /** The parts of an object behind a number, in order. */
    static List<StoredPart> partsAfter(Statements statements, Region region, ObjectId object, int number, int limit) {
        return statements.query(
                "select number, blob_id, position, size, etag, checksums from storage.object_part"
                        + " where region = $1 and object_id = $2 and number > $3 order by number limit $4",
                VersionRows::readPart,
                region.id(),
                object.value(),
                number,
                limit);
    }

    /** The version that a write made. */
    static Optional<StoredVersion> byObject(Statements statements, Region region, ObjectId object) {
        return statements
                .first(
                        "select " + COLUMNS + " from storage.object_version where object_id = $1",
                        VersionRows::read,
                        object.value())
                .filter(version -> version.region().equals(region));
    }

    /** One part of an object. */
    static Optional<StoredPart> part(Statements statements, Region region, ObjectId object, int number) {
        return statements.first(
                "select number, blob_id, position, size, etag, checksums from storage.object_part"
                        + " where region = $1 and object_id = $2 and number = $3",
                VersionRows::readPart,
                region.id(),
                object.value(),
                number);
    }

    static void insert(Pipeline transaction, List<StoredVersion> versions) {
        if (!versions.isEmpty()) {
            transaction.update(
                    INSERT.sql(),
                    INSERT.parameters(versions.stream().map(VersionRows::tuple).toList()));
        }
    }

    static void insertParts(Pipeline transaction, Region region, ObjectId object, List<StoredPart> parts) {
        if (!parts.isEmpty()) {
            List<Tuple> rows = parts.stream()
                    .map(p -> Tuple.tuple()
                            .addString(region.id())
                            .addUUID(object.value())
                            .addInteger(p.number())
                            .addUUID(p.blob().value())
                            .addLong(p.position())
                            .addLong(p.size())
                            .addString(p.etag())
                            .addValue(ColumnJson.checksums(p.checksums())))
                    .toList();
            transaction.update(INSERT_PARTS.sql(), INSERT_PARTS.parameters(rows));
        }
    }

    /** Deletes versions and tells the blobs that are only theirs, each at the place where its row has it at this moment. */
    static Pending<List<BlobName>> delete(Pipeline transaction, Region region, List<StoredVersion> versions) {
        return transaction.batch(DELETE, ids(versions), row -> blob(region, row));
    }

    /** Where a row's blob is; none: in a file of its own. */
    static Optional<BlobLocation> location(Row row) {
        return Optional.ofNullable(row.getLong("blob_location")).map(BlobLocation::unpacked);
    }

    private static Optional<BlobName> blob(Region region, Row row) {
        return Optional.ofNullable(row.getUUID("blob_id")).map(id -> new BlobName(region, id, location(row)));
    }

    static void setLatest(Pipeline transaction, boolean latest, List<StoredVersion> versions) {
        transaction.batch("update storage.object_version set latest = " + latest + BY_ID, ids(versions));
    }

    static void update(Pipeline transaction, List<StoredVersion> versions) {
        transaction.batch(
                "update storage.object_version set tags = $5, replications = $6" + BY_ID,
                versions.stream()
                        .map(v -> id(v).addValue(ColumnJson.pairs(v.content().tags()))
                                .addValue(ColumnJson.replications(v.replications())))
                        .toList());
    }

    /** Deletes the parts of objects and tells their blobs. */
    static Pending<List<BlobName>> deleteParts(Pipeline transaction, Region region, List<ObjectId> objects) {
        return transaction.query(
                "delete from storage.object_part where region = $1 and object_id = any($2) returning blob_id",
                row -> new BlobName(region, row.getUUID(0)),
                region.id(),
                objects.stream().map(ObjectId::value).toArray(java.util.UUID[]::new));
    }

    /** A row with {@link #COLUMNS}. */
    public static StoredVersion read(Row row) {
        ObjectContent content = new ObjectContent(
                row.getLong("size"),
                row.getString("etag"),
                row.getString("storage_class"),
                ColumnJson.headers(row.getJsonObject("headers")),
                ColumnJson.pairs(row.getJsonObject("user_metadata")),
                ColumnJson.pairs(row.getJsonObject("tags")),
                ColumnJson.checksums(row.getJsonArray("checksums")),
                EncryptionColumns.read(row),
                row.getInteger("parts"),
                location(row));
        return new StoredVersion(
                new Region(row.getString("region")),
                new BucketName(row.getString("bucket")),
                key(row.getBuffer("key")),
                row.getString("version_id"),
                row.getLong("sequencer"),
                row.getBoolean("latest"),
                new ObjectId(row.getUUID("object_id")),
                row.getBoolean("delete_marker"),
                row.getString("owner_canonical_id"),
                row.getOffsetDateTime("last_modified").toInstant(),
                content,
                row.getBoolean("replica"),
                ColumnJson.replications(row.getJsonArray("replications")));
    }

    /** A key as its column has it. */
    public static Buffer bytes(ObjectKey key) {
        return Buffer.buffer(key.utf8());
    }

    /** What {@link #bytes} wrote. */
    public static ObjectKey key(Buffer column) {
        return new ObjectKey(column.toString(StandardCharsets.UTF_8));
    }

    private static StoredPart readPart(Row row) {
        return new StoredPart(
                row.getInteger(0),
                new ObjectId(row.getUUID(1)),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                ColumnJson.checksums(row.getJsonArray(5)));
    }

    private static Tuple tuple(StoredVersion v) {
        ObjectContent c = v.content();
        Tuple tuple = Tuple.tuple()
                .addString(v.region().id())
                .addString(v.bucket().value())
                .addBuffer(bytes(v.key()))
                .addString(v.versionId())
                .addLong(v.sequencer())
                .addBoolean(v.latest())
                .addUUID(v.objectId().value())
                .addBoolean(v.deleteMarker())
                .addString(v.ownerCanonicalId())
                .addLong(c.size())
                .addString(c.etag())
                .addOffsetDateTime(v.lastModified().atOffset(ZoneOffset.UTC))
                .addString(c.storageClass())
                .addValue(ColumnJson.headers(c.headers()))
                .addValue(ColumnJson.pairs(c.userMetadata()))
                .addValue(ColumnJson.pairs(c.tags()))
                .addValue(ColumnJson.checksums(c.checksums()))
                .addInteger(c.parts())
                .addLong(c.location().map(BlobLocation::packed).orElse(null))
                .addBoolean(v.replica())
                .addValue(ColumnJson.replications(v.replications()));
        EncryptionColumns.write(tuple, c.encryption());
        return tuple;
    }

    private static List<Tuple> ids(List<StoredVersion> versions) {
        return versions.stream().map(VersionRows::id).toList();
    }

    private static Tuple id(StoredVersion v) {
        return Tuple.tuple()
                .addString(v.region().id())
                .addString(v.bucket().value())
                .addBuffer(bytes(v.key()))
                .addString(v.versionId());
    }
}

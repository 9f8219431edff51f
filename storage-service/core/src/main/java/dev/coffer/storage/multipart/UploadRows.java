package dev.coffer.storage.multipart;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.encryption.EncryptionColumns;
import dev.coffer.storage.metadata.ColumnJson;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.VersionRows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The rows of {@code storage.multipart_upload}. A completed one stays for a while, so that repeating is harmless. */
final class UploadRows {
    private static final String COLUMNS = "region, bucket, key, upload_id, object_id, initiated, initiator_arn,"
            + " owner_canonical_id, storage_class, headers, user_metadata, tags, checksum_algorithm, checksum_type, "
            + EncryptionColumns.NAMES;
    private static final String BY_ID = " where region = $1 and bucket = $2 and key = $3 and upload_id = $4";

    private UploadRows() {}

    static void insert(Statements statements, Upload upload) {
        Tuple row = Tuple.tuple()
                .addString(upload.region().id())
                .addString(upload.bucket().value())
                .addBuffer(VersionRows.bytes(upload.key()))
                .addString(upload.id())
                .addUUID(upload.objectId().value())
                .addOffsetDateTime(upload.initiated().atOffset(ZoneOffset.UTC))
                .addString(upload.initiatorArn())
                .addString(upload.ownerCanonicalId())
                .addString(upload.storageClass())
                .addValue(ColumnJson.headers(upload.headers()))
                .addValue(ColumnJson.pairs(upload.userMetadata()))
                .addValue(ColumnJson.pairs(upload.tags()))
                .addString(upload.checksum().shownAlgorithm().orElse(null))
                .addString(upload.checksum().shownType().orElse(null));
        EncryptionColumns.write(row, upload.encryption());
        statements.batch(
                "insert into storage.multipart_upload (" + COLUMNS + ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
                        + " $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
                List.of(row));
    }

    static Optional<Upload> find(
            Statements statements, Region region, BucketName bucket, ObjectKey key, String uploadId) {
        return select(statements, "", region, bucket, key, uploadId);
    }

    /** The upload, for this transaction alone: no part comes and nobody else completes or aborts it meanwhile. */
    static Optional<Upload> lock(
            Statements transaction, Region region, BucketName bucket, ObjectKey key, String uploadId) {
        return select(transaction, " for update", region, bucket, key, uploadId);
    }

    private static Optional<Upload> select(
            Statements statements, String lock, Region region, BucketName bucket, ObjectKey key, String uploadId) {
        return statements.first(
                "select " + COLUMNS + ", completed_at from storage.multipart_upload" + BY_ID + lock,
                UploadRows::read,
                region.id(),
                bucket.value(),
                VersionRows.bytes(key),
                uploadId);
    }

    static void complete(Statements transaction, Upload upload, Instant now) {
        transaction.update(
                "update storage.multipart_upload set completed_at = $5" + BY_ID,
                upload.region().id(),
                upload.bucket().value(),
                VersionRows.bytes(upload.key()),
                upload.id(),
                now.atOffset(ZoneOffset.UTC));
    }

    static void delete(Statements transaction, Upload upload) {
        transaction.update(
                "delete from storage.multipart_upload" + BY_ID,
                upload.region().id(),
                upload.bucket().value(),
                VersionRows.bytes(upload.key()),
                upload.id());
    }

    /** Forgets uploads that were completed before {@code limit}. */
    static int forgetCompleted(Statements statements, Instant limit) {
        return statements.update(
                "delete from storage.multipart_upload where completed_at < $1", limit.atOffset(ZoneOffset.UTC));
    }

    static Upload read(Row row) {
        return new Upload(
                new Region(row.getString("region")),
                new BucketName(row.getString("bucket")),
                VersionRows.key(row.getBuffer("key")),
                row.getString("upload_id"),
                new ObjectId(row.getUUID("object_id")),
                row.getOffsetDateTime("initiated").toInstant(),
                row.getString("initiator_arn"),
                row.getString("owner_canonical_id"),
                row.getString("storage_class"),
                ColumnJson.headers(row.getJsonObject("headers")),
                ColumnJson.pairs(row.getJsonObject("user_metadata")),
                ColumnJson.pairs(row.getJsonObject("tags")),
                UploadChecksum.of(
                        Optional.ofNullable(row.getString("checksum_algorithm")),
                        Optional.ofNullable(row.getString("checksum_type"))),
                EncryptionColumns.read(row),
                row.getOffsetDateTime("completed_at") != null);
    }
}

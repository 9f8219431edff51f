package dev.coffer.storage.multipart;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.metadata.ColumnJson;
import dev.coffer.storage.object.ObjectId;
import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The rows of {@code storage.multipart_part}, changed only under the lock of their upload. */
final class PartRows {
    private static final String COLUMNS = "number, blob_id, size, etag, checksums, last_modified";
    private static final String OF_UPLOAD = " where region = $1 and upload_id = $2";

    private PartRows() {}

    /** Enters a part in place of an earlier one of its number, whose blob it tells. */
    static Optional<ObjectId> put(Statements transaction, Region region, String uploadId, UploadedPart part) {
        Optional<ObjectId> replaced = transaction.first(
                "select blob_id from storage.multipart_part" + OF_UPLOAD + " and number = $3",
                row -> new ObjectId(row.getUUID(0)),
                region.id(),
                uploadId,
                part.number());
        transaction.update(
                "insert into storage.multipart_part (region, upload_id, " + COLUMNS + ")"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8)"
                        + " on conflict (region, upload_id, number) do update set blob_id = excluded.blob_id,"
                        + " size = excluded.size, etag = excluded.etag, checksums = excluded.checksums,"
                        + " last_modified = excluded.last_modified",
                region.id(),
                uploadId,
                part.number(),
                part.blob().value(),
                part.size(),
                part.etag(),
                ColumnJson.checksums(part.checksums()),
                part.lastModified().atOffset(ZoneOffset.UTC));
        return replaced;
    }

    /** The parts whose numbers are above {@code number}, in order. */
    static List<UploadedPart> after(Statements statements, Region region, String uploadId, int number, int limit) {
        return statements.query(
                "select " + COLUMNS + " from storage.multipart_part" + OF_UPLOAD
                        + " and number > $3 order by number limit $4",
                PartRows::read,
                region.id(),
                uploadId,
                number,
                limit);
    }

    /** All parts, in order. */
    static List<UploadedPart> all(Statements statements, Region region, String uploadId) {
        return after(statements, region, uploadId, 0, UploadedPart.MAX_NUMBER);
    }

    /** Forgets the parts; their blobs are named elsewhere now, or are nobody's. */
    static void deleteAll(Statements transaction, Region region, String uploadId) {
        transaction.update("delete from storage.multipart_part" + OF_UPLOAD, region.id(), uploadId);
    }

    private static UploadedPart read(Row row) {
        return new UploadedPart(
                row.getInteger("number"),
                new ObjectId(row.getUUID("blob_id")),
                row.getLong("size"),
                row.getString("etag"),
                ColumnJson.checksums(row.getJsonArray("checksums")),
                row.getOffsetDateTime("last_modified").toInstant());
    }
}

package dev.coffer.storage.multipart;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.ListMultipartUploads;
import dev.coffer.storage.listing.Prefixes;
import dev.coffer.storage.listing.Rollup;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page of uploads in progress, by key and beginning. Reads on behind what it has; behind a common prefix it seeks over
 * everything that begins with it.
 */
final class UploadPage {
    private static final String BEHIND = "select key, upload_id, initiated, storage_class, checksum_algorithm,"
            + " checksum_type from storage.multipart_upload"
            + " where region = $1 and bucket = $2 and completed_at is null and (key, upload_id) > ($3, $4) and key < $5"
            + " order by key, upload_id limit $6";

    private final Statements statements;
    private final Region region;
    private final ListMultipartUploads request;
    private final int size;
    private final List<ListMultipartUploads.Upload> uploads = new ArrayList<>();
    private final List<String> commonPrefixes = new ArrayList<>();
    private Position behind;
    private String lastKey = "";
    private boolean truncated;

    UploadPage(Statements statements, Region region, ListMultipartUploads request, int size) {
        this.statements = statements;
        this.region = region;
        this.request = request;
        this.size = size;
        this.behind = start(request);
    }

    /** Just behind an upload; just before {@code key} where the id is empty. */
    private record Position(Buffer key, String uploadId) {}

    private static Position start(ListMultipartUploads request) {
        Buffer prefix = Prefixes.bytes(request.prefix());
        Buffer marker = Prefixes.bytes(request.keyMarker());
        boolean insideKey = !request.uploadIdMarker().isEmpty()
                && Arrays.compareUnsigned(marker.getBytes(), prefix.getBytes()) >= 0;
        return insideKey
                ? new Position(marker, request.uploadIdMarker())
                : new Position(Prefixes.start(request.prefix(), request.delimiter(), request.keyMarker()), "");
    }

    void fill() {
        boolean more = size > 0;
        while (more) {
            more = take(read());
        }
    }

    List<ListMultipartUploads.Upload> uploads() {
        return uploads;
    }

    List<String> commonPrefixes() {
        return commonPrefixes;
    }

    Optional<String> nextKeyMarker() {
        return truncated ? Optional.of(lastKey) : Optional.empty();
    }

    Optional<String> nextUploadIdMarker() {
        return truncated ? Optional.of(behind.uploadId()).filter(id -> !id.isEmpty()) : Optional.empty();
    }

    private List<ListMultipartUploads.Upload> read() {
        return statements.query(
                BEHIND,
                UploadPage::upload,
                region.id(),
                request.bucket().value(),
                behind.key(),
                behind.uploadId(),
                Rollup.end(request.prefix()),
                size + 1);
    }

    /** Takes what was found; tells whether to read on. */
    private boolean take(List<ListMultipartUploads.Upload> found) {
        for (ListMultipartUploads.Upload upload : found) {
            if (uploads.size() + commonPrefixes.size() == size) {
                truncated = true;
                return false;
            }
            Optional<String> common = Prefixes.common(request.prefix(), request.delimiter(), upload.key());
            if (common.isPresent()) {
                commonPrefixes.add(common.get());
                lastKey = common.get();
                behind = new Position(Prefixes.behindAll(common.get()), "");
                return true;
            }
            uploads.add(upload);
            lastKey = upload.key();
            behind = new Position(Prefixes.bytes(upload.key()), upload.uploadId());
        }
        return found.size() > size;
    }

    private static ListMultipartUploads.Upload upload(Row row) {
        return new ListMultipartUploads.Upload(
                Prefixes.text(row.getBuffer("key")),
                row.getString("upload_id"),
                row.getOffsetDateTime("initiated").toInstant(),
                row.getString("storage_class"),
                Optional.ofNullable(row.getString("checksum_algorithm")),
                Optional.ofNullable(row.getString("checksum_type")));
    }
}

package dev.coffer.storage.object;

import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.bucket.Bucket;

/** A version that is there now, and the bucket as it was at that moment. */
public record CommittedVersion(Bucket bucket, StoredVersion version) {

    /** What the writer is answered. */
    public WriteResult toResult() {
        ObjectContent content = version.content();
        return new WriteResult(
                content.etag(),
                bucket.shown(version.versionId()),
                content.encryption().applied(),
                content.checksums(),
                version.lastModified(),
                content.size());
    }
}

package dev.coffer.storage.object;

import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.bucket.Bucket;
import java.util.List;

/** What GET and HEAD say of a version. */
final class ObjectHeads {
    private ObjectHeads() {}

    static ObjectHead of(Bucket bucket, StoredVersion version, ReadSelection selection, boolean checksumMode) {
        ObjectContent content = version.content();
        return new ObjectHead(
                content.etag(),
                content.size(),
                selection.span().length(),
                selection.range(),
                version.lastModified(),
                bucket.shown(version.versionId()),
                content.headers(),
                content.userMetadata(),
                content.encryption().applied(),
                checksumMode ? selection.checksums() : List.of(),
                content.storageClass(),
                content.tags().size(),
                selection.partsCount(),
                version.replicationStatus());
    }
}

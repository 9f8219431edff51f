package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Blobs that no row names any more. Deleted at once in the background; what a crash leaves behind, orphan collection
 * finds.
 */
@ApplicationScoped
public class FreedBlobs {
    private static final Logger LOG = Logger.getLogger(FreedBlobs.class);

    private final BlobStore blobs;
    private final OpenReads reads;

    FreedBlobs(BlobStore blobs, OpenReads reads) {
        this.blobs = blobs;
        this.reads = reads;
    }

    /** Deletes them soon, those that are being read when that is over. */
    public void add(Region region, List<ObjectId> freed) {
        if (!freed.isEmpty()) {
            Thread.ofVirtual()
                    .name("storage-freed-blobs")
                    .start(() -> freed.forEach(id -> reads.whenUnused(id, () -> delete(region, id))));
        }
    }

    private void delete(Region region, ObjectId id) {
        try {
            blobs.delete(new BlobName(region, id.value()));
        } catch (RuntimeException e) {
            LOG.warnf(e, "COFFER-STORAGE-001 blob %s of %s is left to orphan collection", id, region);
        }
    }
}

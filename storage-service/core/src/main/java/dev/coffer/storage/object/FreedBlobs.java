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
    public void add(List<BlobName> freed) {
        if (!freed.isEmpty()) {
            Thread.ofVirtual()
                    .name("storage-freed-blobs")
                    .start(() -> freed.forEach(name -> reads.whenUnused(new ObjectId(name.id()), () -> delete(name))));
        }
    }

    /** The same of parts, which have files of their own. */
    public void addParts(Region region, List<ObjectId> freed) {
        add(freed.stream().map(id -> new BlobName(region, id.value())).toList());
    }

    private void delete(BlobName name) {
        try {
            blobs.delete(name);
        } catch (RuntimeException e) {
            LOG.warnf(e, "COFFER-STORAGE-001 blob %s is left to orphan collection", name);
        }
    }
}

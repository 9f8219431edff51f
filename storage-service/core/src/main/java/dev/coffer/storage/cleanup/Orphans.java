package dev.coffer.storage.cleanup;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.blob.BlobReferences;
import dev.coffer.storage.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Blobs that nothing names: of writes that a crash cut off between blob and metadata, of deletions that it cut off
 * between metadata and blob. Only old ones count, as the metadata of a young one may be on its way.
 */
@ApplicationScoped
public class Orphans {
    private static final int BATCH = 500;

    private final BlobStore blobs;
    private final BlobReferences references;

    Orphans(BlobStore blobs, BlobReferences references) {
        this.blobs = blobs;
        this.references = references;
    }

    /**
     * Deletes a region's orphans.
     *
     * @param limit when a blob was committed at the latest
     * @return how many there were
     */
    public int collect(Region region, Instant limit) {
        Collection collection = new Collection(region);
        blobs.forEachSuspect(region, limit, collection::add);
        collection.deleteUnnamed();
        return collection.deleted;
    }

    private final class Collection {
        private final Region region;
        private final List<BlobName> candidates = new ArrayList<>();
        private int deleted;

        Collection(Region region) {
            this.region = region;
        }

        void add(BlobName name) {
            candidates.add(name);
            if (candidates.size() == BATCH) {
                deleteUnnamed();
            }
        }

        void deleteUnnamed() {
            Set<BlobName> named = references.named(region, candidates);
            for (BlobName candidate : candidates) {
                if (!named.contains(candidate) && blobs.delete(candidate)) {
                    deleted++;
                }
            }
            candidates.clear();
        }
    }
}

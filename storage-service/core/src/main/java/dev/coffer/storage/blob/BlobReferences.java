package dev.coffer.storage.blob;

import dev.coffer.aws.Region;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What the metadata says of blobs: which it names, and by which name. It alone decides what is wanted. */
public interface BlobReferences {
    /** Which of these are named, exactly so, location included. */
    Set<BlobName> named(Region region, Collection<BlobName> blobs);

    /**
     * Changes the locations of blobs in one transaction, each only if it is still named as it is here.
     *
     * @param moves new locations, durable already
     * @return which were changed
     */
    Set<BlobName> move(Region region, Map<BlobName, BlobLocation> moves);
}

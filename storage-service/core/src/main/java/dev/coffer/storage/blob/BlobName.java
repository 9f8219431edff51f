package dev.coffer.storage.blob;

import dev.coffer.aws.Region;
import java.util.Optional;
import java.util.UUID;

/**
 * A blob's name, which says where it is, too. Compaction moves a blob, and then it has another name: the metadata that
 * names it changes with it.
 *
 * @param region whose data it is
 * @param id a UUID of version 7, never reused
 * @param location its record in a segment; none: a file of its own
 */
public record BlobName(Region region, UUID id, Optional<BlobLocation> location) {
    /** The name of a blob with a file of its own. */
    public BlobName(Region region, UUID id) {
        this(region, id, Optional.empty());
    }

    /** The name of the same blob at another place. */
    public BlobName at(BlobLocation place) {
        return new BlobName(region, id, Optional.of(place));
    }

    @Override
    public String toString() {
        return region + "/" + id + location.map(place -> " in " + place).orElse("");
    }
}

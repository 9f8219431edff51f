package dev.coffer.storage.blob;

import dev.coffer.aws.Region;
import java.util.UUID;

/**
 * A blob's name.
 *
 * @param region whose data it is
 * @param id a UUID of version 7, never reused
 */
public record BlobName(Region region, UUID id) {
    @Override
    public String toString() {
        return region + "/" + id;
    }
}

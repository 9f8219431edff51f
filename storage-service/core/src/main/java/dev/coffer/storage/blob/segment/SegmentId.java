package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;

/** A segment: its region and its number there. */
record SegmentId(Region region, int number) {
    /** The segment of a blob that has a location. */
    static SegmentId of(BlobName name) {
        return new SegmentId(name.region(), location(name).segment());
    }

    static BlobLocation location(BlobName name) {
        return name.location().orElseThrow(() -> new IllegalArgumentException(name + " has a file of its own"));
    }

    @Override
    public String toString() {
        return region + " segment " + number;
    }
}

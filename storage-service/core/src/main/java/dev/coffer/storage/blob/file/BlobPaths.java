package dev.coffer.storage.blob.file;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Where files lie: {@code ROOT/REGION/xx/yy/ID}. The two levels are bits 16 to 31 of the id's millisecond timestamp, so
 * that blobs of one minute (65.5 s) share a folder, and with it the sync of that folder.
 */
record BlobPaths(Path root) {
    Path region(Region region) {
        return root.resolve(region.id());
    }

    Path folder(BlobName name) {
        long high = name.id().getMostSignificantBits();
        HexFormat hex = HexFormat.of();
        return region(name.region())
                .resolve(hex.toHexDigits((byte) (high >>> 40)))
                .resolve(hex.toHexDigits((byte) (high >>> 32)));
    }

    Path file(BlobName name) {
        return folder(name).resolve(name.id().toString());
    }
}

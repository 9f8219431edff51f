package dev.coffer.storage.blob.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which bucket of which store, and how much of this process it may take.
 *
 * @param endpoint of the store; none: AWS itself
 * @param region that requests are signed for
 * @param bucket which has to be there, without versions
 * @param prefix of every object's name: empty, or ending in {@code /}
 * @param pathStyle whether the bucket is named in the path; else in the host's name
 * @param memoryBytes of all writes together; reads ahead take of the same
 * @param keepDeleted how long what is deleted stays, for readers of other instances
 */
public record S3Settings(
        Optional<URI> endpoint,
        String region,
        String bucket,
        String prefix,
        boolean pathStyle,
        long memoryBytes,
        Duration keepDeleted) {
    private static final int MAX_PREFIX = 512;

    /**
     * Refuses what no store could be reached with.
     *
     * @throws IllegalArgumentException saying which setting is wrong
     */
    public S3Settings {
        require(endpoint.isEmpty() || endpoint.get().getHost() != null, "endpoint is not a URL");
        require(!region.isBlank(), "region is empty");
        require(!bucket.isBlank(), "bucket is empty");
        require(prefix.length() <= MAX_PREFIX, "prefix is longer than " + MAX_PREFIX);
        require(prefix.isEmpty() || prefix.endsWith("/"), "prefix does not end in /");
        require(memoryBytes >= 2L * UploadParts.PART_BYTES, "memory is less than two parts of an upload");
        require(!keepDeleted.isNegative(), "time for which deleted blobs are kept is negative");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("coffer.blobs.s3: the " + problem);
        }
    }

    /** For people: where it is, without anything secret. */
    @Override
    public String toString() {
        return "bucket " + bucket
                + endpoint.map(at -> " at " + at.getScheme() + "://" + at.getAuthority())
                        .orElse(" of AWS");
    }
}

package dev.coffer.storage.api;

import java.util.Map;
import java.util.Optional;

/**
 * The digests that a writer announces ahead of the body.
 *
 * @param contentMd5 {@code Content-MD5}, base64
 * @param algorithm {@code x-amz-sdk-checksum-algorithm} or that of {@code x-amz-trailer}, lower case ({@code crc32}); the checksum to compute even
 *     when its value comes only in the trailer
 * @param checksums values sent as headers, by algorithm in lower case: {@code crc32}, {@code crc32c}, {@code crc64nvme}, {@code sha1}, {@code sha256}; base64
 */
public record Digests(Optional<String> contentMd5, Optional<String> algorithm, Map<String, String> checksums) {
    /** Copies the collections. */
    public Digests {
        checksums = Map.copyOf(checksums);
    }
    /** None. */
    public static final Digests NONE = new Digests(Optional.empty(), Optional.empty(), Map.of());
}

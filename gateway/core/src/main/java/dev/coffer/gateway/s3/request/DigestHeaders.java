package dev.coffer.gateway.s3.request;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.Digests;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The digests that a writer announces: {@code Content-MD5} and at most one checksum, in a header or a trailer. */
final class DigestHeaders {
    private static final int MD5_BYTES = 16;

    private DigestHeaders() {}

    static Digests of(S3Request request) {
        Map<String, String> checksums = checksums(request);
        Optional<ChecksumAlgorithm> trailer = request.header("x-amz-trailer")
                .map(t -> t.strip().toLowerCase(Locale.ROOT))
                .filter(t -> t.startsWith(ChecksumAlgorithm.HEADER_PREFIX))
                .flatMap(t -> ChecksumAlgorithm.find(t.substring(ChecksumAlgorithm.HEADER_PREFIX.length())));
        Optional<ChecksumAlgorithm> named = algorithm(request.header("x-amz-sdk-checksum-algorithm"));
        if (named.isPresent() && checksums.isEmpty() && trailer.isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("x-amz-sdk-checksum-algorithm specified, but no corresponding"
                    + " x-amz-checksum-* or x-amz-trailer headers were found.");
        }
        return new Digests(contentMd5(request), trailer.or(() -> named).map(ChecksumAlgorithm::id), checksums);
    }

    /** {@code x-amz-checksum-ALGORITHM} by algorithm in lower case; at most one. */
    static Map<String, String> checksums(S3Request request) {
        Map<String, String> checksums = new TreeMap<>();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            request.header(algorithm.header()).ifPresent(value -> checksums.put(algorithm.id(), value));
        }
        if (checksums.size() > 1) {
            throw S3Error.INVALID_REQUEST.because(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        return checksums;
    }

    /** An algorithm by the name that a header gives it. */
    static Optional<ChecksumAlgorithm> algorithm(Optional<String> name) {
        return name.map(n -> ChecksumAlgorithm.find(n)
                .orElseThrow(() -> S3Error.INVALID_REQUEST.because("Checksum algorithm provided is unsupported. Please"
                        + " try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")));
    }

    /** The same checksums, each of the right form for a whole body. */
    static Digests whole(Digests digests) {
        digests.checksums().forEach((id, value) -> {
            ChecksumAlgorithm algorithm = ChecksumAlgorithm.find(id).orElseThrow();
            if (!algorithm.accepts(value)) {
                throw S3Error.INVALID_REQUEST.because("Value for " + algorithm.header() + " header is invalid.");
            }
        });
        return digests;
    }

    private static Optional<String> contentMd5(S3Request request) {
        return request.header("content-md5").map(value -> {
            try {
                if (Base64.getDecoder().decode(value).length == MD5_BYTES) {
                    return value;
                }
            } catch (IllegalArgumentException notBase64) {
                // refused below
            }
            throw S3Error.INVALID_DIGEST.with(Map.of("Content-MD5", value));
        });
    }
}

package dev.coffer.storage.object;

import dev.coffer.api.BodySource;
import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.checksum.RunningChecksum;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The digests of a body as it passes, and their comparison with what its sender announced ahead of it and in its trailer.
 * One checksum is always computed, because S3 keeps one with every object: the sender's, else CRC64NVME; or another one
 * that the receiver keeps whatever the sender sends.
 */
public final class BodyDigests {
    private static final int MD5_BYTES = 16;

    private final Digests announced;
    private final ChecksumAlgorithm algorithm;
    private final RunningChecksum checksum;
    private final ChecksumAlgorithm keptAlgorithm;
    private final RunningChecksum kept;
    private final Optional<MessageDigest> md5;

    /**
     * @param md5Wanted whether the MD5 is needed for an ETag
     * @throws AwsException {@code InvalidDigest} and {@code InvalidRequest} for announcements that can't be right
     */
    public BodyDigests(Digests announced, boolean md5Wanted) {
        this(announced, Optional.empty(), md5Wanted);
    }

    /**
     * @param kept the algorithm of the checksum that is kept; none: the sender's
     * @param md5Wanted whether the MD5 is needed for an ETag
     * @throws AwsException {@code InvalidDigest} and {@code InvalidRequest} for announcements that can't be right
     */
    public BodyDigests(Digests announced, Optional<ChecksumAlgorithm> kept, boolean md5Wanted) {
        this.announced = announced;
        this.algorithm = algorithm(announced);
        this.checksum = algorithm.start();
        this.keptAlgorithm = kept.orElse(algorithm);
        this.kept = keptAlgorithm == algorithm ? checksum : keptAlgorithm.start();
        announced.contentMd5().ifPresent(BodyDigests::requireMd5);
        this.md5 = md5Wanted || announced.contentMd5().isPresent() ? Optional.of(md5()) : Optional.empty();
    }

    /** Adds the buffer's remaining bytes; its position stays where it is. */
    public void update(ByteBuffer bytes) {
        checksum.update(bytes);
        if (keptAlgorithm != algorithm) {
            kept.update(bytes);
        }
        md5.ifPresent(digest -> digest.update(bytes.duplicate()));
    }

    /**
     * The values, once all of them are right.
     *
     * @throws AwsException {@code BadDigest}
     */
    public Values verify(BodySource.End end) {
        String value = checksum.base64();
        requireEqual(announced.checksums().get(algorithm.id()), value);
        requireEqual(end.checksums().get(algorithm.id()), value);
        Optional<byte[]> digest = md5.map(MessageDigest::digest);
        if (announced.contentMd5().isPresent() && digest.isPresent()) {
            byte[] sent = Base64.getDecoder().decode(announced.contentMd5().get());
            if (!MessageDigest.isEqual(sent, digest.get())) {
                throw S3Error.BAD_DIGEST.error();
            }
        }
        return new Values(
                keptAlgorithm.id(),
                keptAlgorithm == algorithm ? value : kept.base64(),
                digest.map(HexFormat.of()::formatHex));
    }

    /**
     * What was computed.
     *
     * @param algorithm the checksum's, in lower case
     * @param checksum base64
     * @param md5 hex, where it was wanted
     */
    public record Values(String algorithm, String checksum, Optional<String> md5) {}

    private void requireEqual(@org.jspecify.annotations.Nullable String sent, String computed) {
        if (sent != null && !sent.equals(computed)) {
            throw S3Error.BAD_DIGEST.because(
                    "The " + algorithm.name() + " you specified did not match the calculated checksum.");
        }
    }

    private static ChecksumAlgorithm algorithm(Digests announced) {
        if (announced.checksums().size() > 1) {
            throw S3Error.INVALID_REQUEST.because(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        Optional<String> name = announced.checksums().keySet().stream().findFirst();
        ChecksumAlgorithm algorithm = name.or(announced::algorithm)
                .map(n -> ChecksumAlgorithm.find(n)
                        .orElseThrow(() -> S3Error.INVALID_REQUEST.because(
                                "Checksum algorithm provided is unsupported. Please try again with any of the valid"
                                        + " types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")))
                .orElse(ChecksumAlgorithm.CRC64NVME);
        announced.checksums().values().forEach(value -> {
            if (!algorithm.accepts(value)) {
                throw S3Error.INVALID_REQUEST.because("Value for " + algorithm.header() + " header is invalid.");
            }
        });
        return algorithm;
    }

    private static void requireMd5(String base64) {
        try {
            if (Base64.getDecoder().decode(base64).length == MD5_BYTES) {
                return;
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through
        }
        throw S3Error.INVALID_DIGEST.error();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

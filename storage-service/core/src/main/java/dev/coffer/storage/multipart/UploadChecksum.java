package dev.coffer.storage.multipart;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.checksum.PartChecksums;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.StoredChecksum;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The checksum that an upload was begun with. Source: "Checking object integrity in Amazon S3", full object and composite
 * checksums.
 *
 * @param asked the algorithm that the client named; where it named none, CRC64NVME of the full object is kept
 * @param composite whether the object's checksum is one of its parts' checksums
 */
record UploadChecksum(Optional<ChecksumAlgorithm> asked, boolean composite) {
    static final String FULL_OBJECT = "FULL_OBJECT";
    static final String COMPOSITE = "COMPOSITE";

    /** @throws AwsException {@code InvalidRequest} for what does not go together */
    static UploadChecksum of(Optional<String> algorithm, Optional<String> type) {
        Optional<ChecksumAlgorithm> asked = algorithm.map(UploadChecksum::known);
        if (asked.isEmpty()) {
            if (type.isPresent()) {
                throw S3Error.INVALID_REQUEST.because(
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }
            return new UploadChecksum(Optional.empty(), false);
        }
        boolean composite =
                type.map(UploadChecksum::isComposite).orElse(asked.get().allowsComposite());
        if (composite ? !asked.get().allowsComposite() : !asked.get().allowsFullObject()) {
            throw S3Error.INVALID_REQUEST.because("The " + type(composite) + " checksum type cannot be used with the "
                    + asked.get().id() + " checksum algorithm.");
        }
        return new UploadChecksum(asked, composite);
    }

    private static ChecksumAlgorithm known(String name) {
        return ChecksumAlgorithm.find(name)
                .orElseThrow(() -> S3Error.INVALID_REQUEST.because("Checksum algorithm provided is unsupported. Please"
                        + " try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
    }

    private static boolean isComposite(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case COMPOSITE -> true;
            case FULL_OBJECT -> false;
            default -> throw S3Error.INVALID_REQUEST.because("Value for x-amz-checksum-type header is invalid.");
        };
    }

    private static String type(boolean composite) {
        return composite ? COMPOSITE : FULL_OBJECT;
    }

    /** {@code FULL_OBJECT} or {@code COMPOSITE}. */
    String type() {
        return type(composite);
    }

    /** The type, where the client chose an algorithm. */
    Optional<String> shownType() {
        return asked.map(a -> type());
    }

    /** The algorithm, where the client chose one, as columns and results have it. */
    Optional<String> shownAlgorithm() {
        return asked.map(ChecksumAlgorithm::id);
    }

    /** The algorithm of every part's checksum. */
    ChecksumAlgorithm algorithm() {
        return asked.orElse(ChecksumAlgorithm.CRC64NVME);
    }

    /**
     * The digests to verify a part by. An upload that named no algorithm takes parts with any: the AWS CLI and SDKs send
     * CRC32 with every part unless they are told otherwise.
     *
     * @throws AwsException {@code InvalidRequest} if the part comes with another checksum than the one the upload named
     */
    Digests ofPart(Digests sent) {
        if (asked.isEmpty()) {
            return sent;
        }
        Optional<String> other = java.util.stream.Stream.concat(
                        sent.algorithm().stream(), sent.checksums().keySet().stream())
                .filter(name -> !name.equalsIgnoreCase(algorithm().id()))
                .findFirst();
        if (other.isPresent()) {
            throw mismatch(other.get());
        }
        if (composite && sent.algorithm().isEmpty() && sent.checksums().isEmpty()) {
            throw mismatch("null");
        }
        return new Digests(sent.contentMd5(), Optional.of(algorithm().id()), sent.checksums());
    }

    private AwsException mismatch(String actual) {
        return S3Error.INVALID_REQUEST.because("Checksum Type mismatch occurred, expected checksum Type: "
                + shownAlgorithm().orElse("null") + ", actual checksum Type: " + actual);
    }

    /** The whole object's checksum from its parts'. */
    StoredChecksum ofObject(List<UploadedPart> parts) {
        List<PartChecksums.Part> values = parts.stream()
                .map(p -> new PartChecksums.Part(p.checksum(algorithm()), p.size()))
                .toList();
        String value = composite
                ? PartChecksums.composite(algorithm(), values)
                : PartChecksums.fullObject(algorithm(), values);
        return new StoredChecksum(algorithm().id(), value, type());
    }

    /**
     * Compares the object's checksum with what the client announced.
     *
     * @throws AwsException {@code BadDigest}, or {@code InvalidRequest} for another algorithm or type
     */
    void verify(StoredChecksum computed, Map<String, String> announced, Optional<String> announcedType) {
        if (announcedType.filter(t -> !t.equalsIgnoreCase(type())).isPresent()) {
            throw S3Error.INVALID_REQUEST.because("The upload was created using the " + type()
                    + " checksum mode. The complete request must use the same checksum mode.");
        }
        announced.forEach((name, value) -> {
            if (!name.equalsIgnoreCase(computed.algorithm())) {
                throw mismatch(name);
            }
            String bare = computed.value().replaceFirst("-\\d+$", "");
            if (!value.equals(computed.value()) && !(composite && value.equals(bare))) {
                throw S3Error.BAD_DIGEST.because(
                        "The " + name + " you specified did not match the calculated checksum.");
            }
        });
    }
}

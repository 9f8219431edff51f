package dev.coffer.aws.checksum;

import java.util.Base64;
import java.util.List;

/**
 * A multipart object's checksum from those of its parts. Source: "Checking object integrity", full object and composite
 * checksums of multipart uploads.
 */
public final class PartChecksums {

    private PartChecksums() {}

    /**
     * One part.
     *
     * @param base64 its checksum
     * @param size its bytes
     */
    public record Part(String base64, long size) {}

    /**
     * {@code COMPOSITE}: the checksum of the parts' checksums in a row, and {@code -N}.
     *
     * @throws IllegalArgumentException if there is no part, or the algorithm has no composite form
     */
    public static String composite(ChecksumAlgorithm algorithm, List<Part> parts) {
        if (parts.isEmpty() || !algorithm.allowsComposite()) {
            throw new IllegalArgumentException("no composite " + algorithm + " of " + parts.size() + " parts");
        }
        RunningChecksum whole = algorithm.start();
        for (Part part : parts) {
            whole.update(java.nio.ByteBuffer.wrap(decode(algorithm, part)));
        }
        return whole.base64() + "-" + parts.size();
    }

    /**
     * {@code FULL_OBJECT}: the checksum of the parts' bytes in a row.
     *
     * @throws IllegalArgumentException if there is no part, or the algorithm's values can't be combined
     */
    public static String fullObject(ChecksumAlgorithm algorithm, List<Part> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts");
        }
        Crc crc = switch (algorithm) {
            case CRC32 -> Crc.CRC32;
            case CRC32C -> Crc.CRC32C;
            case CRC64NVME -> Crc.CRC64NVME;
            case SHA1, SHA256 -> throw new IllegalArgumentException("hashes can't be combined: " + algorithm);
        };
        long whole = Crc.fromBigEndian(decode(algorithm, parts.getFirst()));
        for (Part part : parts.subList(1, parts.size())) {
            whole = crc.combine(whole, Crc.fromBigEndian(decode(algorithm, part)), part.size());
        }
        return Base64.getEncoder().encodeToString(Crc.bigEndian(whole, algorithm.bytes()));
    }

    private static byte[] decode(ChecksumAlgorithm algorithm, Part part) {
        byte[] value = Base64.getDecoder().decode(part.base64());
        if (value.length != algorithm.bytes()) {
            throw new IllegalArgumentException("not a " + algorithm + ": " + part.base64());
        }
        return value;
    }
}

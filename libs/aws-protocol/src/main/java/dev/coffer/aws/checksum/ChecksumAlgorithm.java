package dev.coffer.aws.checksum;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The checksum algorithms that clients may choose. Source: "Checking object integrity in Amazon S3".
 *
 * <p>The wire knows three spellings: {@code CRC64NVME} in values and XML, {@code x-amz-checksum-crc64nvme} as a header,
 * {@code crc64nvme} here and in the services' interfaces.
 */
public enum ChecksumAlgorithm {
    CRC32(4, true, true),
    CRC32C(4, true, true),
    CRC64NVME(8, true, false),
    SHA1(20, false, true),
    SHA256(32, false, true);

    /** What every checksum header begins with. */
    public static final String HEADER_PREFIX = "x-amz-checksum-";

    private final int bytes;
    private final boolean fullObject;
    private final boolean composite;
    private final String id = name().toLowerCase(Locale.ROOT);

    ChecksumAlgorithm(int bytes, boolean fullObject, boolean composite) {
        this.bytes = bytes;
        this.fullObject = fullObject;
        this.composite = composite;
    }

    /** The algorithm named so in any case, such as {@code CRC32C} or {@code crc32c}. */
    public static Optional<ChecksumAlgorithm> find(String name) {
        for (ChecksumAlgorithm algorithm : values()) {
            if (algorithm.id.equalsIgnoreCase(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The lower-case name, such as {@code crc64nvme}. */
    public String id() {
        return id;
    }

    /** The element of an XML document that holds its value, such as {@code ChecksumCRC64NVME}. */
    public String element() {
        return "Checksum" + name();
    }

    /** The header and trailer field that holds its value. */
    public String header() {
        return HEADER_PREFIX + id;
    }

    /** The length of a value in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether a multipart object may have the checksum of its whole content. */
    public boolean allowsFullObject() {
        return fullObject;
    }

    /** Whether a multipart object may have a checksum of its parts' checksums. */
    public boolean allowsComposite() {
        return composite;
    }

    /** Whether {@code value} is base64 of as many bytes as this algorithm yields. */
    public boolean accepts(String value) {
        try {
            return Base64.getDecoder().decode(value).length == bytes;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** A computation of no bytes yet. */
    public RunningChecksum start() {
        return switch (this) {
            case CRC32 -> new CrcChecksum(new java.util.zip.CRC32(), bytes);
            case CRC32C -> new CrcChecksum(new java.util.zip.CRC32C(), bytes);
            case CRC64NVME -> new CrcChecksum(Crc64Nvme.fastest(), bytes);
            case SHA1 -> new DigestChecksum("SHA-1");
            case SHA256 -> new DigestChecksum("SHA-256");
        };
    }
}

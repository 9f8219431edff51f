package dev.coffer.storage.api;

/**
 * A checksum kept with an object.
 *
 * @param algorithm lower case, such as {@code crc64nvme}
 * @param value base64; of a composite one with {@code -N}
 * @param type {@code FULL_OBJECT} or {@code COMPOSITE}
 */
public record StoredChecksum(String algorithm, String value, String type) {}

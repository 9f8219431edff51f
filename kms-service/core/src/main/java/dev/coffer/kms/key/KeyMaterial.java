package dev.coffer.kms.key;

import dev.coffer.envelope.SecretBytes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One backing key: what encrypts. A key has one per rotation; all of them decrypt.
 *
 * @param id 64 hex digits, on the wire
 * @param version 1 for the first, rising by one; in ciphertext blobs
 * @param rotation how it came about; none for the first
 * @param secret 256 bits, plaintext in memory only
 */
public record KeyMaterial(
        String id, int version, Instant createdAt, Optional<KeyMaterial.RotationType> rotation, SecretBytes secret) {
    /** The length of a backing key. */
    public static final int BYTES = 32;

    /** The first material of a new key. */
    public static KeyMaterial first(Instant now) {
        return fresh(1, now, Optional.empty());
    }

    /** The material that follows this one. */
    public KeyMaterial next(Instant now, RotationType type) {
        return fresh(version + 1, now, Optional.of(type));
    }

    private static KeyMaterial fresh(int version, Instant now, Optional<RotationType> type) {
        try (SecretBytes random = SecretBytes.random(32)) { // an identifier, of the length of AWS's
            String id = random.use(bytes -> HexFormat.of().formatHex(bytes));
            return new KeyMaterial(id, version, now, type, SecretBytes.random(BYTES));
        }
    }

    /** Why a key got new material. */
    public enum RotationType {
        /** By its schedule. */
        AUTOMATIC,
        /** By {@code RotateKeyOnDemand}. */
        ON_DEMAND
    }
}

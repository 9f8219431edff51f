package dev.coffer.kms.crypto;

import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.key.KeyId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key above all keys: it wraps the material of every KMS key at rest. 256 bits, in memory only. What it wraps, version
 * 1:
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><th>Offset</th><th>Bytes</th><th>What</th></tr>
 * <tr><td>0</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>1</td><td>32</td><td>salt, random</td></tr>
 * <tr><td>33</td><td>n + 16</td><td>ciphertext and tag ({@link DerivedSeal}; info: {@code coffer kms root 1})</td></tr>
 * </table>
 *
 * Authenticated with it: version, and in UTF-8 the name of what is wrapped: a key's ARN, {@code #} and the version of the
 * material, so that a wrapped material moved to another key's row does not open.
 */
public final class RootKey implements AutoCloseable {
    /** The length of a root key. */
    public static final int BYTES = 32;

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + DerivedSeal.SALT_BYTES;
    private static final byte[] INFO = "coffer kms root 1".getBytes(StandardCharsets.US_ASCII);

    private final SecretBytes key;

    /** Takes {@code key} over. */
    public RootKey(SecretBytes key) {
        if (key.length() != BYTES) {
            throw new IllegalArgumentException("a root key has " + BYTES + " bytes, not " + key.length());
        }
        this.key = key;
    }

    /** Wraps a key's material. */
    public byte[] wrap(KeyId id, int materialVersion, SecretBytes material) {
        return material.use(bytes -> seal(name(id, materialVersion), bytes));
    }

    /** The material; nothing if another root key wrapped it, or it belongs to another key or version. */
    public Optional<SecretBytes> unwrap(KeyId id, int materialVersion, byte[] wrapped) {
        return open(name(id, materialVersion), wrapped).map(SecretBytes::adopt);
    }

    /** Something that only this root key makes, by which it is known again. */
    public byte[] mark(Region region) {
        return seal(markName(region), new byte[BYTES]);
    }

    /** Whether this root key made {@code mark}. */
    public boolean knows(Region region, byte[] mark) {
        return open(markName(region), mark).isPresent();
    }

    private byte[] seal(String name, byte[] plaintext) {
        try (SecretBytes random = SecretBytes.random(DerivedSeal.SALT_BYTES)) {
            return random.use(salt -> seal(name, plaintext, salt));
        }
    }

    byte[] seal(String name, byte[] plaintext, byte[] salt) {
        byte[] sealed = DerivedSeal.seal(key, salt, INFO, aad(name), plaintext);
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(VERSION)
                .put(salt)
                .put(sealed)
                .array();
    }

    private Optional<byte[]> open(String name, byte[] wrapped) {
        if (wrapped.length < HEADER_BYTES + DerivedSeal.TAG_BYTES || wrapped[0] != VERSION) {
            return Optional.empty();
        }
        return DerivedSeal.open(
                key,
                Arrays.copyOfRange(wrapped, 1, HEADER_BYTES),
                INFO,
                aad(name),
                Arrays.copyOfRange(wrapped, HEADER_BYTES, wrapped.length));
    }

    private static byte[] aad(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + utf8.length).put(VERSION).put(utf8).array();
    }

    private static String name(KeyId id, int materialVersion) {
        return id.arn() + "#" + materialVersion;
    }

    private static String markName(Region region) {
        return "root-key-mark/" + region;
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "root key [secret]";
    }
}

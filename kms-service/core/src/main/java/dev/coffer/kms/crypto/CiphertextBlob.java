package dev.coffer.kms.crypto;

import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.key.KeyId;
import dev.coffer.kms.key.KeyMaterial;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What Encrypt and GenerateDataKey answer and Decrypt takes. Opaque to clients. Version 1, integers big-endian:
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><th>Offset</th><th>Bytes</th><th>What</th></tr>
 * <tr><td>0</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>1</td><td>16</td><td>the key's UUID</td></tr>
 * <tr><td>17</td><td>4</td><td>version of the key material</td></tr>
 * <tr><td>21</td><td>32</td><td>salt, random</td></tr>
 * <tr><td>53</td><td>n</td><td>ciphertext, as long as the plaintext</td></tr>
 * <tr><td>53 + n</td><td>16</td><td>tag</td></tr>
 * </table>
 *
 * AES-256-GCM under a key and nonce derived from the material for this blob alone ({@link DerivedSeal}; info: the ASCII
 * text {@code coffer kms blob 1}). Authenticated with it: the 53 bytes of the header, then the canonical bytes of the
 * encryption context ({@link EncryptionContext#canonicalBytes}).
 */
public final class CiphertextBlob {
    /** The version of the format. */
    public static final byte VERSION = 1;

    /** By how much a blob is longer than its plaintext. */
    public static final int OVERHEAD = 53 + DerivedSeal.TAG_BYTES;

    private static final int HEADER_BYTES = 53;
    private static final int SALT_OFFSET = 21;
    private static final byte[] INFO = "coffer kms blob 1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] blob;
    private final String keyUuid;
    private final int materialVersion;

    private CiphertextBlob(byte[] blob, String keyUuid, int materialVersion) {
        this.blob = blob;
        this.keyUuid = keyUuid;
        this.materialVersion = materialVersion;
    }

    /** Reads the header; nothing if these bytes are no blob of a known version. */
    public static Optional<CiphertextBlob> parse(byte[] bytes) {
        if (bytes.length <= OVERHEAD || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, 1, HEADER_BYTES - 1);
        UUID uuid = new UUID(header.getLong(), header.getLong());
        return Optional.of(new CiphertextBlob(bytes, uuid.toString(), header.getInt()));
    }

    /** Seals a plaintext of at least one byte under a key's material. */
    public static byte[] seal(KeyId key, KeyMaterial material, EncryptionContext context, byte[] plaintext) {
        try (SecretBytes random = SecretBytes.random(DerivedSeal.SALT_BYTES)) { // not secret, but as random
            return random.use(salt -> seal(key, material, context, plaintext, salt));
        }
    }

    static byte[] seal(KeyId key, KeyMaterial material, EncryptionContext context, byte[] plaintext, byte[] salt) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .put(key.bytes())
                .putInt(material.version())
                .put(salt);
        byte[] sealed = DerivedSeal.seal(material.secret(), salt, INFO, aad(header.array(), context), plaintext);
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(header.array())
                .put(sealed)
                .array();
    }

    /** The UUID of the key that sealed it, as the blob claims; authenticated only once it opens. */
    public String keyUuid() {
        return keyUuid;
    }

    /** The version of the material that sealed it, as the blob claims. */
    public int materialVersion() {
        return materialVersion;
    }

    /** The plaintext; nothing if blob, material and context don't belong together. The receiver closes it. */
    public Optional<SecretBytes> open(KeyMaterial material, EncryptionContext context) {
        byte[] salt = Arrays.copyOfRange(blob, SALT_OFFSET, HEADER_BYTES);
        byte[] sealed = Arrays.copyOfRange(blob, HEADER_BYTES, blob.length);
        return DerivedSeal.open(material.secret(), salt, INFO, aad(blob, context), sealed)
                .map(SecretBytes::adopt);
    }

    private static byte[] aad(byte[] startsWithHeader, EncryptionContext context) {
        ByteArrayOutputStream aad = new ByteArrayOutputStream(256);
        aad.write(startsWithHeader, 0, HEADER_BYTES);
        aad.writeBytes(context.canonicalBytes());
        return aad.toByteArray();
    }
}

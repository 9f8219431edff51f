package dev.coffer.envelope.wrap;

import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A 256-bit key encrypted under another 256-bit key by XAES-256-GCM, bound to what it is for.
 *
 * <table>
 * <caption>Version 1, 73 bytes</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>1</td><td>24</td><td>nonce, random</td></tr>
 * <tr><td>25</td><td>32</td><td>the encrypted key</td></tr>
 * <tr><td>57</td><td>16</td><td>tag</td></tr>
 * </table>
 *
 * <p>Additional data: the version byte, then {@link WrapBinding#canonicalBytes()}. <strong>Bounds</strong>: a bucket key
 * wraps at most 2<sup>24</sup> data keys in its lifetime, a bucket root as many as a bucket has objects; with 192-bit
 * random nonces 2<sup>80</sup> wraps under one key keep the risk of a repeated nonce below 2<sup>-32</sup>, the bound of
 * NIST SP 800-38D, section 8, which plain AES-GCM with random nonces reaches at 2<sup>32</sup>. So neither needs a counter
 * that survives restarts.
 */
public final class WrappedDataKey {
    /** The format's number, and the first byte. */
    public static final byte VERSION = 1;

    /** Bytes of the keys on both sides. */
    public static final int KEY_BYTES = 32;

    /** Bytes of a wrapped key. */
    public static final int BYTES = 1 + ExtendedNonceGcm.NONCE_BYTES + KEY_BYTES + ExtendedNonceGcm.TAG_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private WrappedDataKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws CiphertextRejectedException if this is not a wrapped key of a version known here */
    public static WrappedDataKey parse(byte[] bytes) {
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            throw new CiphertextRejectedException();
        }
        return new WrappedDataKey(bytes.clone());
    }

    /**
     * Wraps {@code key}.
     *
     * @param wrappingKey 32 bytes
     * @param key 32 bytes
     * @param binding what the key is for
     */
    public static WrappedDataKey wrap(SecretBytes wrappingKey, SecretBytes key, WrapBinding binding) {
        byte[] nonce = new byte[ExtendedNonceGcm.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return wrap(wrappingKey, key, binding, nonce);
    }

    static WrappedDataKey wrap(SecretBytes wrappingKey, SecretBytes key, WrapBinding binding, byte[] nonce) {
        requireKey(wrappingKey);
        requireKey(key);
        byte[] sealed = key.use(plain -> ExtendedNonceGcm.encrypt(wrappingKey, nonce, plain, additionalData(binding)));
        return new WrappedDataKey(
                ByteBuffer.allocate(BYTES).put(VERSION).put(nonce).put(sealed).array());
    }

    /**
     * The key; the receiver closes it.
     *
     * @throws CiphertextRejectedException if it was wrapped by another key, or for something else, or was damaged
     */
    public SecretBytes unwrap(SecretBytes wrappingKey, WrapBinding binding) {
        requireKey(wrappingKey);
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + ExtendedNonceGcm.NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(bytes, 1 + ExtendedNonceGcm.NONCE_BYTES, BYTES);
        return SecretBytes.adopt(ExtendedNonceGcm.decrypt(wrappingKey, nonce, sealed, additionalData(binding)));
    }

    /** The 73 bytes, to be stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    private static byte[] additionalData(WrapBinding binding) {
        byte[] canonical = binding.canonicalBytes();
        return ByteBuffer.allocate(1 + canonical.length)
                .put(VERSION)
                .put(canonical)
                .array();
    }

    private static void requireKey(SecretBytes key) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedDataKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

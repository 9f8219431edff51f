package dev.coffer.gateway.identity;

import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets of access keys as they lie in the database: AES-256-GCM, bound to the access key id, so that a sealed secret
 * moved to another key's row doesn't open. Random 96-bit nonces are safe for 2<sup>32</sup> secrets (NIST SP 800-38D,
 * section 8.3), far above the number of access keys.
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>1</td><td>format version, 1</td></tr>
 * <tr><td>1</td><td>12</td><td>nonce</td></tr>
 * <tr><td>13</td><td>n</td><td>the encrypted secret</td></tr>
 * <tr><td>13 + n</td><td>16</td><td>tag</td></tr>
 * </table>
 */
final class SealedSecrets {
    static final int KEY_BYTES = 32;
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String LABEL = "coffer access key secret 1:";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    SealedSecrets(SecretBytes key) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("a sealing key has 32 bytes");
        }
        this.key = key.use(bytes -> new SecretKeySpec(bytes, "AES"));
    }

    byte[] seal(String accessKeyId, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, accessKeyId, nonce).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** @throws IllegalStateException if it was not sealed for this access key with this key */
    SecretBytes open(String accessKeyId, byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("the secret of access key " + accessKeyId + " is of an unknown format");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        int start = 1 + NONCE_BYTES;
        try {
            return SecretBytes.adopt(
                    cipher(Cipher.DECRYPT_MODE, accessKeyId, nonce).doFinal(sealed, start, sealed.length - start));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the secret of access key " + accessKeyId + " does not open with this deployment's sealing key");
        }
    }

    private Cipher cipher(int mode, String accessKeyId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((LABEL + accessKeyId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}

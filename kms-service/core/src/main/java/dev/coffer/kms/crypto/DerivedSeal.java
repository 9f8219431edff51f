package dev.coffer.kms.crypto;

import dev.coffer.envelope.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key and nonce derived for one message: HKDF-SHA-256 (RFC 5869) of the long-lived key, with a random
 * 256-bit salt, makes 44 bytes, of which 32 are the key and 12 the nonce. So each derived key seals exactly one message
 * and the bound of 2^32 messages under one key with random nonces (NIST SP 800-38D, section 8.3) is not met: two messages
 * share key and nonce only where their salts collide, with probability below 2^-128 up to 2^64 messages.
 */
final class DerivedSeal {
    /** The salt's length. */
    static final int SALT_BYTES = 32;

    /** The tag's length, at the end of the ciphertext. */
    static final int TAG_BYTES = 16;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    private DerivedSeal() {}

    /** @param info separates one use of the long-lived key from another */
    static byte[] seal(SecretBytes master, byte[] salt, byte[] info, byte[] aad, byte[] plaintext) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, master, salt, info, aad).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to seal", e);
        }
    }

    /** The plaintext, or nothing if key, salt, info, data and ciphertext don't belong together. */
    static Optional<byte[]> open(SecretBytes master, byte[] salt, byte[] info, byte[] aad, byte[] ciphertext) {
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, master, salt, info, aad).doFinal(ciphertext));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to open", e);
        }
    }

    private static Cipher cipher(int mode, SecretBytes master, byte[] salt, byte[] info, byte[] aad)
            throws GeneralSecurityException {
        byte[] derived = derive(master, salt, info);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(derived, 0, KEY_BYTES, "AES"),
                    new GCMParameterSpec(TAG_BYTES * 8, derived, KEY_BYTES, NONCE_BYTES));
            cipher.updateAAD(aad);
            return cipher;
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    private static byte[] derive(SecretBytes master, byte[] salt, byte[] info) {
        return master.use(bytes -> {
            try {
                return KDF.getInstance("HKDF-SHA256")
                        .deriveData(HKDFParameterSpec.ofExtract()
                                .addIKM(bytes)
                                .addSalt(salt)
                                .thenExpand(info, KEY_BYTES + NONCE_BYTES));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HKDF-SHA256 failed", e);
            }
        });
    }
}

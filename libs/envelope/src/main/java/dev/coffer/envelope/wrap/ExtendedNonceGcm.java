package dev.coffer.envelope.wrap;

import dev.coffer.envelope.Aes;
import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * XAES-256-GCM: AES-256-GCM with a 192-bit random nonce. The first 96 bits derive a key (NIST SP 800-108r1, counter
 * mode, CMAC), the last 96 are the nonce under it, so that a key may encrypt 2<sup>80</sup> messages with random nonces
 * at a collision risk of 2<sup>-32</sup>; with AES-256-GCM and random 96-bit nonces it would be 2<sup>32</sup> messages
 * (NIST SP 800-38D, section 8.3). Source: c2sp.org/XAES-256-GCM.
 */
final class ExtendedNonceGcm {
    static final int NONCE_BYTES = 24;
    static final int TAG_BYTES = 16;
    private static final int BLOCK = 16;
    private static final int HALF = 12;
    private static final byte[] LABEL = "X".getBytes(StandardCharsets.US_ASCII);

    private ExtendedNonceGcm() {}

    static byte[] encrypt(SecretBytes key, byte[] nonce, byte[] plaintext, byte[] additionalData) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, additionalData).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] decrypt(SecretBytes key, byte[] nonce, byte[] ciphertext, byte[] additionalData) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, additionalData).doFinal(ciphertext);
        } catch (AEADBadTagException e) {
            throw new CiphertextRejectedException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, SecretBytes key, byte[] nonce, byte[] additionalData)
            throws GeneralSecurityException {
        byte[] derived = key.use(bytes -> derive(bytes, nonce));
        SecretKey derivedKey = new SecretKeySpec(derived, "AES");
        Arrays.fill(derived, (byte) 0);
        Cipher cipher = Aes.gcm();
        cipher.init(mode, derivedKey, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, HALF, HALF));
        cipher.updateAAD(additionalData);
        return cipher;
    }

    private static byte[] derive(byte[] key, byte[] nonce) {
        try {
            Cipher aes = Aes.block();
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            byte[] subkey = doubled(aes.doFinal(new byte[BLOCK]));
            ByteBuffer blocks = ByteBuffer.allocate(2 * BLOCK);
            for (byte counter = 1; counter <= 2; counter++) {
                blocks.put((byte) 0).put(counter).put(LABEL).put((byte) 0).put(nonce, 0, HALF);
            }
            for (int i = 0; i < 2 * BLOCK; i++) {
                blocks.array()[i] ^= subkey[i % BLOCK];
            }
            return aes.doFinal(blocks.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The block times x in GF(2^128), as CMAC's first subkey. */
    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        int carry = 0;
        for (int i = BLOCK - 1; i >= 0; i--) {
            int b = block[i] & 0xff;
            result[i] = (byte) (b << 1 | carry);
            carry = b >>> 7;
        }
        result[BLOCK - 1] ^= (byte) (-carry & 0x87);
        return result;
    }
}

package dev.coffer.envelope.frame;

import dev.coffer.envelope.Aes;
import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The AES-256-GCM of one stream, one cipher object for all its frames. Not for several threads at once. */
final class FrameCipher {
    private static final int NONCE_BYTES = 12;
    private static final int NONCE_COUNTER_OFFSET = 4;

    private final int mode;
    private final Cipher cipher;
    private final SecretKey key;
    private final byte[] additionalData;
    private final byte[] nonce = new byte[NONCE_BYTES];

    FrameCipher(int mode, SecretBytes dataKey, FrameBinding binding) {
        if (dataKey.length() != FrameFormat.KEY_BYTES) {
            throw new IllegalArgumentException("a data key has " + FrameFormat.KEY_BYTES + " bytes");
        }
        this.mode = mode;
        this.key = dataKey.use(bytes -> derive(bytes, binding));
        this.additionalData = binding.additionalData();
        this.cipher = Aes.gcm();
    }

    private static SecretKey derive(byte[] dataKey, FrameBinding binding) {
        try {
            byte[] derived = Aes.hkdf()
                    .deriveData(HKDFParameterSpec.expandOnly(
                            new SecretKeySpec(dataKey, "HKDF-PRK"), binding.derivationInfo(), FrameFormat.KEY_BYTES));
            try {
                return new SecretKeySpec(derived, "AES");
            } finally {
                Arrays.fill(derived, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Encrypts or decrypts all of {@code in} as frame {@code index} into {@code out}. */
    void frame(long index, boolean last, ByteBuffer in, ByteBuffer out) {
        ByteBuffer.wrap(nonce).putLong(NONCE_COUNTER_OFFSET, index << 1 | (last ? 1 : 0));
        try {
            cipher.init(mode, key, new GCMParameterSpec(FrameFormat.TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(additionalData);
            cipher.doFinal(in, out);
        } catch (AEADBadTagException e) {
            throw new CiphertextRejectedException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

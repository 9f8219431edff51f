package dev.coffer.envelope.frame;

import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import javax.crypto.Cipher;

/**
 * Opens the frames of one stream, in any order. Plaintext of a frame comes out only after its tag has been verified.
 * For one thread.
 */
public final class FrameDecryptor {
    private final FrameCipher cipher;
    private final FrameLayout layout;

    /**
     * @param dataKey 32 bytes; stays the caller's to close
     * @param binding what the stream belongs to
     * @param layout the stream's length as its metadata says; a wrong one opens no last frame
     */
    public FrameDecryptor(SecretBytes dataKey, FrameBinding binding, FrameLayout layout) {
        this.cipher = new FrameCipher(Cipher.DECRYPT_MODE, dataKey, binding);
        this.layout = layout;
    }

    /** Where the frames lie. */
    public FrameLayout layout() {
        return layout;
    }

    /**
     * Opens one frame.
     *
     * @param index which
     * @param stored exactly the frame's stored bytes; consumed
     * @param plaintext where the plaintext goes; what lies there after a throw is not to be used
     * @throws CiphertextRejectedException if this is not frame {@code index} of this stream
     */
    public void decrypt(long index, ByteBuffer stored, ByteBuffer plaintext) {
        if (stored.remaining() != layout.storedBytes(index)) {
            throw new CiphertextRejectedException();
        }
        cipher.frame(index, layout.isLast(index), stored, plaintext);
    }
}

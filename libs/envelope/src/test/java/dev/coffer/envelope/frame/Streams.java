package dev.coffer.envelope.frame;

import dev.coffer.envelope.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Whole streams in memory, for tests. */
final class Streams {
    static final FrameBinding BINDING = FrameBinding.ofObject(new UUID(0x0192f0c1_2345_7000L, 0x8000_0000_0000_0001L));

    private Streams() {}

    static SecretBytes key() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return SecretBytes.adopt(key);
    }

    static byte[] encrypt(byte[] plaintext) {
        return encrypt(key(), BINDING, plaintext);
    }

    static byte[] encrypt(SecretBytes key, FrameBinding binding, byte[] plaintext) {
        return encrypt(new FrameEncryptor(key, binding, plaintext.length), ByteBuffer.wrap(plaintext));
    }

    static byte[] encrypt(FrameEncryptor encryptor, ByteBuffer... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece : pieces) {
            encryptor.update(piece, frame -> write(frame, out));
        }
        encryptor.finish(frame -> write(frame, out));
        return out.toByteArray();
    }

    static byte[] decrypt(byte[] stored) {
        return decrypt(key(), BINDING, stored);
    }

    static byte[] decrypt(SecretBytes key, FrameBinding binding, byte[] stored) {
        FrameLayout layout = FrameLayout.ofStored(stored.length);
        return decrypt(new FrameDecryptor(key, binding, layout), stored, 0, layout.plaintextBytes());
    }

    static byte[] decrypt(FrameDecryptor decryptor, byte[] stored, long offset, long length) {
        FrameRange range = decryptor.layout().range(offset, length);
        ByteBuffer out = ByteBuffer.allocate((int) (range.skip() + range.length() + FrameFormat.FRAME_BYTES));
        int at = (int) range.storedOffset();
        for (long frame = range.firstFrame(); frame <= range.lastFrame(); frame++) {
            int size = decryptor.layout().storedBytes(frame);
            decryptor.decrypt(frame, ByteBuffer.wrap(stored, at, size), out);
            at += size;
        }
        byte[] result = new byte[(int) length];
        out.get(range.skip(), result);
        return result;
    }

    static byte[] random(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void write(ByteBuffer frame, ByteArrayOutputStream out) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        out.writeBytes(bytes);
    }
}

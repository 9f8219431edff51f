package dev.coffer.benchmarks.jmh;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.frame.FrameBinding;
import dev.coffer.envelope.frame.FrameDecryptor;
import dev.coffer.envelope.frame.FrameEncryptor;
import dev.coffer.envelope.frame.FrameFormat;
import dev.coffer.envelope.frame.FrameLayout;
import dev.coffer.envelope.frame.FrameRange;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encrypting and decrypting an object of some size, its key's derivation included; microseconds an object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Frames {
    private static final long SEED = 20_261_124;

    /** Bytes of the object. */
    @Param({"4096", "1048576"})
    public int size;

    private final SecretBytes key = SecretBytes.random(FrameFormat.KEY_BYTES);
    private final FrameBinding binding = FrameBinding.ofObject(UUID.randomUUID());
    private ByteBuffer plaintext = ByteBuffer.allocate(0);
    private ByteBuffer stored = ByteBuffer.allocate(0);
    private final ByteBuffer frame = ByteBuffer.allocate(FrameFormat.STORED_FRAME_BYTES);
    private final ByteBuffer opened = ByteBuffer.allocate(FrameFormat.STORED_FRAME_BYTES);

    /** Makes an object and its frames. */
    @Setup
    public void prepare() {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        plaintext = ByteBuffer.allocate(size).put(bytes).flip();
        ByteBuffer frames = ByteBuffer.allocate((int) new FrameLayout(size).storedBytes());
        FrameEncryptor encryptor = new FrameEncryptor(key, binding, size);
        encryptor.update(plaintext.duplicate(), frames::put);
        encryptor.finish(frames::put);
        stored = frames.flip();
    }

    /** Plaintext to frames. */
    @Benchmark
    public long encrypt() {
        long[] bytes = new long[1];
        FrameEncryptor encryptor = new FrameEncryptor(key, binding, size);
        encryptor.update(plaintext.duplicate(), frame -> bytes[0] += frame.remaining());
        encryptor.finish(frame -> bytes[0] += frame.remaining());
        return bytes[0];
    }

    /** Frames to plaintext: each is read into one buffer and opened into another, as a GET does. */
    @Benchmark
    public long decrypt() {
        FrameLayout layout = new FrameLayout(size);
        FrameDecryptor decryptor = new FrameDecryptor(key, binding, layout);
        long bytes = 0;
        for (long index = 0; index < layout.frames(); index++) {
            FrameRange range = layout.range(index * FrameFormat.FRAME_BYTES, layout.plaintextBytes(index));
            frame.clear().put(stored.slice((int) range.storedOffset(), (int) range.storedBytes()));
            decryptor.decrypt(index, frame.flip(), opened.clear());
            bytes += opened.position();
        }
        return bytes;
    }
}

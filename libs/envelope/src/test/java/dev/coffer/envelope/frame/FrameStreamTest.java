package dev.coffer.envelope.frame;

import static dev.coffer.envelope.frame.FrameFormat.FRAME_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.envelope.SecretBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameStreamTest {
    private static final int ROUNDS = 60;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000})
    void what_was_encrypted_comes_back(int size) {
        byte[] plaintext = Streams.random(new Random(size), size);
        byte[] stored = Streams.encrypt(plaintext);
        assertThat(stored).hasSize((int) new FrameLayout(size).storedBytes());
        assertThat(Streams.decrypt(stored)).isEqualTo(plaintext);
    }

    @Test
    void any_range_of_any_stream_comes_back_however_it_was_cut_into_pieces() {
        long seed = seed();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plaintext = Streams.random(random, random.nextInt(4 * FRAME_BYTES));
            long hint = random.nextBoolean() ? plaintext.length : random.nextInt(-1, 2 * FRAME_BYTES);
            FrameEncryptor encryptor = new FrameEncryptor(Streams.key(), Streams.BINDING, hint);
            byte[] stored = Streams.encrypt(encryptor, pieces(random, plaintext));
            FrameDecryptor decryptor =
                    new FrameDecryptor(Streams.key(), Streams.BINDING, new FrameLayout(plaintext.length));
            for (int i = 0; i < 5; i++) {
                int from = random.nextInt(plaintext.length + 1);
                int to = random.nextInt(from, plaintext.length + 1);
                assertThat(Streams.decrypt(decryptor, stored, from, to - from))
                        .as("seed %d round %d bytes %d to %d", seed, round, from, to)
                        .isEqualTo(Arrays.copyOfRange(plaintext, from, to));
            }
        }
    }

    @Test
    void pieces_make_the_same_frames_as_the_whole() {
        byte[] plaintext = Streams.random(new Random(7), 3 * FRAME_BYTES + 5);
        byte[] whole = Streams.encrypt(plaintext);
        byte[] direct = Streams.encrypt(
                new FrameEncryptor(Streams.key(), Streams.BINDING, -1),
                ByteBuffer.allocateDirect(plaintext.length).put(plaintext).flip());
        assertThat(Streams.encrypt(
                        new FrameEncryptor(Streams.key(), Streams.BINDING, 1), pieces(new Random(8), plaintext)))
                .isEqualTo(whole);
        assertThat(direct).isEqualTo(whole);
    }

    @Test
    void equal_frames_of_one_stream_look_different() {
        byte[] stored = Streams.encrypt(new byte[2 * FRAME_BYTES]);
        assertThat(Arrays.copyOfRange(stored, 0, FRAME_BYTES))
                .isNotEqualTo(Arrays.copyOfRange(
                        stored, FrameFormat.STORED_FRAME_BYTES, FrameFormat.STORED_FRAME_BYTES + FRAME_BYTES));
    }

    @Test
    void a_finished_stream_takes_nothing_more() {
        FrameEncryptor encryptor = new FrameEncryptor(Streams.key(), Streams.BINDING, 0);
        encryptor.finish(frame -> {});
        assertThatThrownBy(() -> encryptor.update(ByteBuffer.allocate(1), frame -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> encryptor.finish(frame -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_destroyed_data_key_encrypts_nothing() {
        SecretBytes key = Streams.key();
        key.close();
        assertThatThrownBy(() -> new FrameEncryptor(key, Streams.BINDING, 0)).isInstanceOf(IllegalStateException.class);
    }

    private static ByteBuffer[] pieces(RandomGenerator random, byte[] plaintext) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < plaintext.length; ) {
            int bound = random.nextInt(10) == 0 ? 3 * FRAME_BYTES : 20_000;
            int size = Math.min(plaintext.length - at, 1 + random.nextInt(bound));
            pieces.add(ByteBuffer.wrap(plaintext, at, size));
            at += size;
        }
        return pieces.toArray(ByteBuffer[]::new);
    }

    private static long seed() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("FrameStreamTest -Dseed=" + seed);
        return seed;
    }
}

package dev.coffer.envelope.frame;

import static dev.coffer.envelope.frame.FrameFormat.FRAME_BYTES;
import static dev.coffer.envelope.frame.FrameFormat.STORED_FRAME_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.SecretBytes;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FrameTamperingTest {
    private static final UUID OTHER = new UUID(0x0192f0c1_2345_7000L, 0x8000_0000_0000_0002L);

    private final byte[] plaintext = Streams.random(new Random(11), 2 * FRAME_BYTES + 1_000);
    private final byte[] stored = Streams.encrypt(plaintext);

    @Test
    void every_flipped_bit_of_a_small_stream_is_noticed() {
        byte[] small = Streams.encrypt(Streams.random(new Random(12), 700));
        for (int bit = 0; bit < small.length * 8; bit++) {
            assertRejected(flipped(small, bit));
        }
    }

    @Test
    void a_flipped_bit_anywhere_in_many_frames_is_noticed() {
        long seed = new Random().nextLong();
        System.out.println("FrameTamperingTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            assertRejected(flipped(stored, random.nextInt(stored.length * 8)));
        }
    }

    @Test
    void every_cut_is_noticed() {
        byte[] small = Streams.encrypt(Streams.random(new Random(13), 500));
        for (int length = 0; length < small.length; length++) {
            assertRejected(Arrays.copyOf(small, length));
        }
        assertRejected(Arrays.copyOf(stored, STORED_FRAME_BYTES));
        assertRejected(Arrays.copyOf(stored, 2 * STORED_FRAME_BYTES));
        assertRejected(Arrays.copyOf(stored, stored.length - 1));
        assertRejected(Arrays.copyOfRange(stored, STORED_FRAME_BYTES, stored.length));
    }

    @Test
    void a_cut_is_noticed_even_when_the_metadata_agrees_with_it() {
        byte[] cut = Arrays.copyOf(stored, STORED_FRAME_BYTES);
        FrameDecryptor decryptor = new FrameDecryptor(Streams.key(), Streams.BINDING, new FrameLayout(FRAME_BYTES));
        assertThatThrownBy(() -> Streams.decrypt(decryptor, cut, 0, FRAME_BYTES))
                .isInstanceOf(CiphertextRejectedException.class);
    }

    @Test
    void bytes_added_behind_the_end_are_noticed() {
        assertRejected(Arrays.copyOf(stored, stored.length + 1));
        assertRejected(Arrays.copyOf(stored, stored.length + STORED_FRAME_BYTES));
    }

    @Test
    void swapped_and_repeated_frames_are_noticed() {
        byte[] swapped = stored.clone();
        System.arraycopy(stored, 0, swapped, STORED_FRAME_BYTES, STORED_FRAME_BYTES);
        assertRejected(swapped);
        System.arraycopy(stored, STORED_FRAME_BYTES, swapped, 0, STORED_FRAME_BYTES);
        assertRejected(swapped);
    }

    @Test
    void a_frame_of_another_object_under_the_same_key_is_noticed() {
        byte[] other = Streams.encrypt(Streams.key(), FrameBinding.ofObject(OTHER), plaintext);
        byte[] spliced = stored.clone();
        System.arraycopy(other, STORED_FRAME_BYTES, spliced, STORED_FRAME_BYTES, STORED_FRAME_BYTES);
        assertRejected(spliced);
        assertRejected(other);
    }

    @Test
    void a_part_opens_neither_as_another_part_nor_as_another_upload_of_the_part() {
        FrameBinding part = FrameBinding.ofPart(OTHER, new UUID(1, 1), 3);
        byte[] sealed = Streams.encrypt(Streams.key(), part, plaintext);
        assertThat(Streams.decrypt(Streams.key(), part, sealed)).isEqualTo(plaintext);
        for (FrameBinding wrong : new FrameBinding[] {
            FrameBinding.ofPart(OTHER, new UUID(1, 1), 4),
            FrameBinding.ofPart(OTHER, new UUID(1, 2), 3),
            FrameBinding.ofPart(new UUID(1, 1), new UUID(1, 1), 3),
            FrameBinding.ofObject(OTHER)
        }) {
            assertThatThrownBy(() -> Streams.decrypt(Streams.key(), wrong, sealed))
                    .isInstanceOf(CiphertextRejectedException.class);
        }
    }

    @Test
    void another_key_opens_nothing_and_the_refusal_says_no_more_than_that() {
        assertThatThrownBy(() -> Streams.decrypt(SecretBytes.random(32), Streams.BINDING, stored))
                .isInstanceOf(CiphertextRejectedException.class)
                .hasMessage("the ciphertext was rejected")
                .hasNoCause();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static void assertRejected(byte[] stored) {
        assertThatThrownBy(() -> Streams.decrypt(stored)).isInstanceOf(CiphertextRejectedException.class);
    }
}

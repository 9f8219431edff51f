package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransfersTest {
    private static final int CHUNK = 64 * 1024;

    private static boolean same(byte[] one, byte[] other) throws IOException {
        return Transfers.same(new ByteArrayInputStream(one), new ByteArrayInputStream(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK})
    void equal_bytes_are_the_same_and_one_missing_byte_is_not(int length) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        assertThat(same(bytes, bytes.clone())).isTrue();
        assertThat(same(bytes, Arrays.copyOf(bytes, length + 1))).isFalse();
        assertThat(same(Arrays.copyOf(bytes, length + 1), bytes)).isFalse();
    }

    @Test
    void one_flipped_bit_is_seen_wherever_it_is() throws IOException {
        byte[] bytes = new byte[2 * CHUNK];
        byte[] other = bytes.clone();
        other[2 * CHUNK - 1] = 1;
        assertThat(same(bytes, other)).isFalse();
    }
}

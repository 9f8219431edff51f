package dev.coffer.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlobLocationTest {
    private static final int UNIT = BlobLocation.UNIT_BYTES;

    @Test
    void a_location_comes_back_from_its_number() {
        long seed = new Random().nextLong();
        System.out.println("BlobLocationTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            BlobLocation location = new BlobLocation(
                    random.nextInt(BlobLocation.MAX_SEGMENT),
                    random.nextInt(BlobLocation.MAX_SEGMENT_BYTES / UNIT) * UNIT,
                    (1 + random.nextInt(BlobLocation.MAX_RECORD_BYTES / UNIT)) * UNIT);
            assertThat(location.packed()).as("seed %d", seed).isNotNegative();
            assertThat(BlobLocation.unpacked(location.packed()))
                    .as("seed %d", seed)
                    .isEqualTo(location);
        }
    }

    @Test
    void the_number_is_as_it_stands_in_the_database() {
        assertThat(new BlobLocation(1, 64, 128).packed()).isEqualTo(0x8_0000_8002L);
        assertThat(new BlobLocation(
                                BlobLocation.MAX_SEGMENT,
                                BlobLocation.MAX_SEGMENT_BYTES - UNIT,
                                BlobLocation.MAX_RECORD_BYTES)
                        .packed())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatThrownBy(() -> new BlobLocation(-1, 0, UNIT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobLocation(0, 1, UNIT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobLocation(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobLocation(0, 0, BlobLocation.MAX_RECORD_BYTES + UNIT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlobLocation.unpacked(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlobLocation.unpacked(0)).isInstanceOf(IllegalArgumentException.class);
    }
}

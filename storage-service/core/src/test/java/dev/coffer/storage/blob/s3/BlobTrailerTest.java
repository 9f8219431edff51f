package dev.coffer.storage.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BlobTrailerTest {
    private static final BlobTrailer TRAILER = new BlobTrailer(
            new UUID(0x0192f0c1_2345_7000L, 0x8000_0000_0000_0001L), 65_552, 131_106, new UUID(0x0102L, 0x0304L));

    @Test
    void the_trailer_of_version_1_never_changes() {
        assertThat(HexFormat.of().formatHex(TRAILER.encode()))
                .isEqualTo("436f66666572426f" + "01" + "000000" + "00010010" + "0192f0c1234570008000000000000001"
                        + "0000000000020022" + "00000000000001020000000000000304" + "00000000" + "69356ea4");
        assertThat(BlobTrailer.decode(TRAILER.encode())).contains(TRAILER);
    }

    @Test
    void blocks_lie_behind_one_another_each_with_its_checksum() {
        assertThat(TRAILER.position(0)).isZero();
        assertThat(TRAILER.position(2)).isEqualTo(2 * 65_556);
        assertThat(TRAILER.objectBytes()).isEqualTo(131_106 + 3 * 4 + 64);
        assertThat(BlobTrailer.objectBytes(0, 100)).isEqualTo(64);
        assertThat(BlobTrailer.objectBytes(5L << 30, 65_552)).isLessThan(10_000L * UploadParts.PART_BYTES);
    }

    @Test
    void every_flipped_bit_is_noticed() {
        byte[] bytes = TRAILER.encode();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(BlobTrailer.decode(flipped)).as("bit %d", bit).isEmpty();
        }
        assertThat(BlobTrailer.decode(Arrays.copyOf(bytes, 63))).isEmpty();
        assertThat(BlobTrailer.decode(new byte[64])).isEmpty();
    }
}

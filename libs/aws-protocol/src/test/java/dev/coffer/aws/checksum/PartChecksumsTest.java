package dev.coffer.aws.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coffer.aws.Seeded;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartChecksumsTest {

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
    void combined_crcs_are_the_crc_of_the_whole(ChecksumAlgorithm algorithm) {
        Random random = Seeded.random("combine " + algorithm);
        for (int i = 0; i < 100; i++) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            List<PartChecksums.Part> parts = new ArrayList<>();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                byte[] part = Seeded.bytes(random, random.nextBoolean() ? 3 : 9_000);
                whole.writeBytes(part);
                parts.add(new PartChecksums.Part(of(algorithm, part), part.length));
            }
            assertThat(PartChecksums.fullObject(algorithm, parts)).isEqualTo(of(algorithm, whole.toByteArray()));
        }
    }

    @Test
    void composite_is_the_checksum_of_the_raw_part_checksums() {
        String a = of(ChecksumAlgorithm.SHA256, new byte[] {1});
        String b = of(ChecksumAlgorithm.SHA256, new byte[] {2, 3});
        byte[] both = new byte[64];
        System.arraycopy(Base64.getDecoder().decode(a), 0, both, 0, 32);
        System.arraycopy(Base64.getDecoder().decode(b), 0, both, 32, 32);
        assertThat(PartChecksums.composite(
                        ChecksumAlgorithm.SHA256, List.of(new PartChecksums.Part(a, 1), new PartChecksums.Part(b, 2))))
                .isEqualTo(of(ChecksumAlgorithm.SHA256, both) + "-2");
    }

    @Test
    void what_s3_does_not_offer_is_refused() {
        List<PartChecksums.Part> one = List.of(new PartChecksums.Part("AAAAAAAAAAA=", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartChecksums.composite(ChecksumAlgorithm.CRC64NVME, one));
        assertThatIllegalArgumentException().isThrownBy(() -> PartChecksums.fullObject(ChecksumAlgorithm.SHA1, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartChecksums.fullObject(ChecksumAlgorithm.CRC64NVME, List.of()));
    }

    private static String of(ChecksumAlgorithm algorithm, byte[] bytes) {
        RunningChecksum checksum = algorithm.start();
        checksum.update(ByteBuffer.wrap(bytes));
        return checksum.base64();
    }
}

package dev.coffer.aws.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Seeded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumAlgorithmTest {

    @ParameterizedTest
    @CsvSource({
        "CRC32,cbf43926",
        "CRC32C,e3069283",
        "CRC64NVME,ae8b14860a799888",
        "SHA1,f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256,15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void check_value_of_123456789(ChecksumAlgorithm algorithm, String hex) {
        RunningChecksum checksum = algorithm.start();
        checksum.update(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII)));
        assertThat(HexFormat.of().formatHex(checksum.value())).isEqualTo(hex);
    }

    @ParameterizedTest
    @EnumSource
    void pieces_heap_or_direct_make_the_same_checksum_as_the_whole(ChecksumAlgorithm algorithm) {
        Random random = Seeded.random("pieces " + algorithm);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = Seeded.bytes(random, 60_000);
            RunningChecksum whole = algorithm.start();
            whole.update(ByteBuffer.wrap(bytes));
            RunningChecksum pieces = algorithm.start();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(20_000));
                ByteBuffer piece = random.nextBoolean()
                        ? ByteBuffer.wrap(bytes, at, length)
                        : ByteBuffer.allocateDirect(length)
                                .put(bytes, at, length)
                                .flip();
                pieces.update(piece);
                assertThat(piece.remaining()).as("the position stays").isEqualTo(length);
                at += length;
            }
            assertThat(pieces.base64()).isEqualTo(whole.base64());
        }
    }

    @Test
    void native_and_table_crc64nvme_agree() {
        assertThat(Crc64Nvme.isNative())
                .as("aws-crt loads on the machines that build this")
                .isTrue();
        Random random = Seeded.random("native and table");
        for (int i = 0; i < 300; i++) {
            byte[] bytes = Seeded.bytes(random, 5_000);
            int offset = random.nextInt(bytes.length + 1);
            Checksum oracle = new TableCrc64Nvme();
            oracle.update(bytes, offset, bytes.length - offset);
            Checksum crt = new NativeCrc64Nvme();
            crt.update(bytes, offset, bytes.length - offset);
            assertThat(crt.getValue()).isEqualTo(oracle.getValue());
        }
    }

    @Test
    void single_bytes_and_runs_of_eight_agree_in_the_table() {
        byte[] bytes = Seeded.bytes(Seeded.random("bytewise"), 500);
        Checksum run = new TableCrc64Nvme();
        run.update(bytes, 0, bytes.length);
        Checksum single = new TableCrc64Nvme();
        for (byte b : bytes) {
            single.update(b & 0xFF);
        }
        assertThat(single.getValue()).isEqualTo(run.getValue());
    }

    @Test
    void names_are_found_in_any_case() {
        assertThat(ChecksumAlgorithm.find("CRC64NVME")).contains(ChecksumAlgorithm.CRC64NVME);
        assertThat(ChecksumAlgorithm.find("sha256")).contains(ChecksumAlgorithm.SHA256);
        assertThat(ChecksumAlgorithm.find("md5")).isEmpty();
        assertThat(ChecksumAlgorithm.CRC32C.header()).isEqualTo("x-amz-checksum-crc32c");
    }

    @Test
    void values_must_be_base64_of_the_right_length() {
        assertThat(ChecksumAlgorithm.CRC32.accepts("AAAAAA==")).isTrue();
        assertThat(ChecksumAlgorithm.CRC32.accepts("AAAA")).isFalse();
        assertThat(ChecksumAlgorithm.CRC32.accepts("not base64!")).isFalse();
    }
}

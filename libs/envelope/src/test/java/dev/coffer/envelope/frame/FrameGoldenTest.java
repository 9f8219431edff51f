package dev.coffer.envelope.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of version 1 never change: objects written yesterday must open tomorrow. */
class FrameGoldenTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void an_empty_object() {
        assertThat(HEX.formatHex(Streams.encrypt(new byte[0]))).isEqualTo("2656b73f328b920573420931c03dffa0");
    }

    @Test
    void a_short_object() {
        byte[] plaintext = "Coffer keeps it.".getBytes(StandardCharsets.US_ASCII);
        assertThat(HEX.formatHex(Streams.encrypt(plaintext)))
                .isEqualTo("e81150eb8fcdaa75924a93f57a7e4dd75e0bfd0a4a8fed143b619b9571f132ce");
    }

    @Test
    void a_part() {
        FrameBinding part = FrameBinding.ofPart(new UUID(1, 2), new UUID(3, 4), 10_000);
        assertThat(HEX.formatHex(Streams.encrypt(Streams.key(), part, new byte[] {42})))
                .isEqualTo("11e4b3ed277b4a337ecb1d4d011a1698ee");
    }

    @Test
    void several_frames() throws NoSuchAlgorithmException {
        byte[] plaintext = new byte[2 * FrameFormat.FRAME_BYTES + 1];
        for (int i = 0; i < plaintext.length; i++) {
            plaintext[i] = (byte) (i % 251);
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Streams.encrypt(plaintext));
        assertThat(HEX.formatHex(digest)).isEqualTo("d3c357a47d40caacdcf8ef35ebb806cdf426d0daeb7c1d054ed850aeb4968740");
    }

    @Test
    void the_binding() {
        assertThat(HEX.formatHex(
                        FrameBinding.ofPart(new UUID(1, 2), new UUID(3, 4), 5).additionalData()))
                .isEqualTo("01" + "00000000000000010000000000000002" + "00000000000000030000000000000004" + "00000005");
    }
}

package dev.coffer.envelope.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.envelope.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtendedNonceGcmTest {

    /** Source: the test vectors of c2sp.org/XAES-256-GCM, for either most significant bit of L. */
    @ParameterizedTest
    @CsvSource({
        "1, '', ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271",
        "3, c2sp.org/XAES-256-GCM, 986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"
    })
    void the_published_vectors_hold(byte keyByte, String additionalData, String expected) {
        byte[] key = new byte[32];
        Arrays.fill(key, keyByte);
        byte[] nonce = ascii("ABCDEFGHIJKLMNOPQRSTUVWX");
        byte[] sealed =
                ExtendedNonceGcm.encrypt(SecretBytes.adopt(key), nonce, ascii("XAES-256-GCM"), ascii(additionalData));
        assertThat(HexFormat.of().formatHex(sealed)).isEqualTo(expected);
        assertThat(ExtendedNonceGcm.decrypt(SecretBytes.adopt(key.clone()), nonce, sealed, ascii(additionalData)))
                .isEqualTo(ascii("XAES-256-GCM"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

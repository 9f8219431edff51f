package dev.coffer.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.envelope.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SealedSecretsTest {
    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private final SealedSecrets secrets = new SealedSecrets(SecretBytes.adopt(new byte[32]));

    @Test
    void a_sealed_secret_opens_for_its_own_key_id_only() {
        byte[] sealed = secrets.seal(ID, SECRET);

        assertThat(text(secrets.open(ID, sealed))).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        assertThatThrownBy(() -> secrets.open("AKIAIOSFODNN7OTHERS1", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> new SealedSecrets(SecretBytes.random(32)).open(ID, sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void every_flipped_bit_is_seen() {
        byte[] sealed = secrets.seal(ID, SECRET);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] damaged = sealed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> secrets.open(ID, damaged)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> secrets.open(ID, new byte[] {1})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_secret_is_sealed_differently_each_time() {
        assertThat(secrets.seal(ID, SECRET)).isNotEqualTo(secrets.seal(ID, SECRET));
    }

    @Test
    void version_one_stays_readable() {
        byte[] golden = HexFormat.of()
                .parseHex(
                        "01000102030405060708090a0bff81523e72a5da8dac3e17a8b42c953b1928edd4f8b2eda6b7998262ce6c4a37adbaece9092c74a5c640f7e126825b8d848012328fdbdfc2");
        assertThat(text(secrets.open(ID, golden))).isEqualTo(SECRET);
    }

    private static String text(SecretBytes secret) {
        return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}

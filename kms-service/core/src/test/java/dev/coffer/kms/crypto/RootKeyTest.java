package dev.coffer.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.key.KeyId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RootKeyTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final KeyId KEY =
            new KeyId(VIRGINIA, new AccountId("111111111111"), "00112233-4455-6677-8899-aabbccddeeff");

    private final RootKey root = key(0x10);
    private final SecretBytes material = SecretBytes.adopt(CiphertextBlobTest.sequence(32, 0));

    @Test
    void version_1_is_these_bytes() {
        byte[] wrapped =
                root.seal(KEY.arn() + "#3", CiphertextBlobTest.sequence(32, 0), CiphertextBlobTest.sequence(32, 0x80));

        assertThat(HexFormat.of().formatHex(wrapped))
                .isEqualTo(
                        "01" // version
                                + "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f" // salt
                                + "190b087a59a58071ab130e3a28eec077589df644b39c37f7532f857d8abb0ab2588c6f034a33a267db3f76ba8f793f87");
        assertThat(root.unwrap(KEY, 3, wrapped)).contains(material);
    }

    @Test
    void wrapped_material_opens_only_where_it_belongs() {
        byte[] wrapped = root.wrap(KEY, 1, material);

        assertThat(root.unwrap(KEY, 1, wrapped)).contains(material);
        assertThat(root.unwrap(KEY, 2, wrapped)).isEmpty();
        assertThat(root.unwrap(KeyId.fresh(VIRGINIA, KEY.account()), 1, wrapped))
                .isEmpty();
        assertThat(root.unwrap(new KeyId(new Region("eu-west-1"), KEY.account(), KEY.uuid()), 1, wrapped))
                .isEmpty();
        assertThat(key(0x11).unwrap(KEY, 1, wrapped)).isEmpty();
        assertThat(root.unwrap(KEY, 1, new byte[3])).isEmpty();
    }

    @Test
    void a_root_key_knows_its_own_marks_only() {
        byte[] mark = root.mark(VIRGINIA);

        assertThat(root.knows(VIRGINIA, mark)).isTrue();
        assertThat(root.knows(new Region("eu-west-1"), mark)).isFalse();
        assertThat(key(0x11).knows(VIRGINIA, mark)).isFalse();
    }

    @Test
    void a_root_key_has_256_bits_and_prints_nothing() {
        assertThatThrownBy(() -> new RootKey(SecretBytes.random(16))).isInstanceOf(IllegalArgumentException.class);
        assertThat(root).hasToString("root key [secret]");
    }

    private static RootKey key(int first) {
        return new RootKey(SecretBytes.adopt(CiphertextBlobTest.sequence(32, first)));
    }
}

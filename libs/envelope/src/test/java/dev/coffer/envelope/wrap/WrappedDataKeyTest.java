package dev.coffer.envelope.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WrappedDataKeyTest {
    private static final EncryptionContext CONTEXT =
            EncryptionContext.of(Map.of(EncryptionContext.S3_ARN, "arn:aws:s3:::bucket"));
    private static final WrapBinding.OfObject BINDING =
            new WrapBinding.OfObject("bucket", "a/key", new UUID(5, 6), CONTEXT);

    private final SecretBytes wrappingKey = filled(1);
    private final SecretBytes dataKey = filled(2);

    @Test
    void a_wrapped_key_comes_back() {
        WrappedDataKey wrapped = WrappedDataKey.wrap(wrappingKey, dataKey, BINDING);
        assertThat(WrappedDataKey.parse(wrapped.bytes()).unwrap(wrappingKey, BINDING))
                .isEqualTo(dataKey);
        assertThat(wrapped.bytes()).hasSize(WrappedDataKey.BYTES);
    }

    @Test
    void the_bytes_of_version_1_never_change() {
        byte[] nonce = new byte[24];
        Arrays.fill(nonce, (byte) 3);
        assertThat(HexFormat.of()
                        .formatHex(WrappedDataKey.wrap(wrappingKey, dataKey, BINDING, nonce)
                                .bytes()))
                .isEqualTo(
                        "0103030303030303030303030303030303030303030303030332f09400dff756bd7675fef937f0d1fa3cd29fbbb46bd601f8672e716fe0b93fc5ded46a598a2972bd9f98e64db198fb");
        assertThat(HexFormat.of().formatHex(BINDING.canonicalBytes()))
                .isEqualTo("4f" + "00000006" + "6275636b6574" + "00000005" + "612f6b6579"
                        + "00000000000000050000000000000006" + "00000029" + "00000001"
                        + "0000000a" + "6177733a73333a61726e" + "00000013" + "61726e3a6177733a73333a3a3a6275636b6574");
        assertThat(HexFormat.of()
                        .formatHex(new WrapBinding.OfBucketRoot("eu-west-1", "b", new UUID(7, 8)).canonicalBytes()))
                .isEqualTo("52" + "00000009" + "65752d776573742d31" + "00000001" + "62"
                        + "00000000000000070000000000000008");
    }

    @Test
    void every_flipped_bit_and_every_cut_is_noticed() {
        byte[] bytes = WrappedDataKey.wrap(wrappingKey, dataKey, BINDING).bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRejected(flipped, BINDING);
        }
        for (int length = 0; length < bytes.length; length++) {
            assertRejected(Arrays.copyOf(bytes, length), BINDING);
        }
        assertRejected(Arrays.copyOf(bytes, bytes.length + 1), BINDING);
    }

    @Test
    void it_opens_for_nothing_else() {
        byte[] bytes = WrappedDataKey.wrap(wrappingKey, dataKey, BINDING).bytes();
        assertRejected(bytes, new WrapBinding.OfObject("bucke", "ta/key", BINDING.objectId(), CONTEXT));
        assertRejected(bytes, new WrapBinding.OfObject("other", "a/key", BINDING.objectId(), CONTEXT));
        assertRejected(bytes, new WrapBinding.OfObject("bucket", "a/kez", BINDING.objectId(), CONTEXT));
        assertRejected(bytes, new WrapBinding.OfObject("bucket", "a/key", new UUID(5, 7), CONTEXT));
        assertRejected(
                bytes, new WrapBinding.OfObject("bucket", "a/key", BINDING.objectId(), CONTEXT.plus("added", "pair")));
        assertRejected(bytes, new WrapBinding.OfBucketRoot("eu-west-1", "bucket", BINDING.objectId()));
    }

    @Test
    void another_wrapping_key_opens_nothing() {
        WrappedDataKey wrapped = WrappedDataKey.wrap(wrappingKey, dataKey, BINDING);
        assertThatThrownBy(() -> wrapped.unwrap(filled(9), BINDING)).isInstanceOf(CiphertextRejectedException.class);
    }

    @Test
    void the_same_key_never_looks_the_same_twice() {
        Set<WrappedDataKey> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(WrappedDataKey.wrap(wrappingKey, dataKey, BINDING)))
                    .isTrue();
        }
    }

    private void assertRejected(byte[] bytes, WrapBinding binding) {
        assertThatThrownBy(() -> WrappedDataKey.parse(bytes).unwrap(wrappingKey, binding))
                .isInstanceOf(CiphertextRejectedException.class);
    }

    private static SecretBytes filled(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return SecretBytes.adopt(key);
    }
}

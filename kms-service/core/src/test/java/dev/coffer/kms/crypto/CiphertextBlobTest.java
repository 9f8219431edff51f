package dev.coffer.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.key.KeyId;
import dev.coffer.kms.key.KeyMaterial;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CiphertextBlobTest {
    private static final KeyId KEY =
            new KeyId(new Region("us-east-1"), new AccountId("111111111111"), "00112233-4455-6677-8899-aabbccddeeff");
    private static final EncryptionContext CONTEXT =
            EncryptionContext.of(Map.of("aws:s3:arn", "arn:aws:s3:::bucket", "purpose", "test"));
    private static final KeyMaterial MATERIAL = material(7, 0x40);

    @Test
    void version_1_is_these_bytes() {
        byte[] blob = CiphertextBlob.seal(KEY, MATERIAL, CONTEXT, sequence(32, 0), sequence(32, 0x80));

        assertThat(HexFormat.of().formatHex(blob))
                .isEqualTo(
                        "01" // version
                                + "00112233445566778899aabbccddeeff" // key
                                + "00000007" // material
                                + "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f" // salt
                                + "ed3fe2e25ad167b4650b69dc282d91806850203d95a1cad2600ed1b94507cc8ae157eccd43b6a7b70d83e0e080ffe8d3");
        assertThat(opened(blob, MATERIAL, CONTEXT)).contains(sequence(32, 0));
    }

    @Test
    void a_blob_says_by_which_key_and_material_it_was_sealed() {
        CiphertextBlob blob = CiphertextBlob.parse(CiphertextBlob.seal(KEY, MATERIAL, CONTEXT, new byte[1]))
                .orElseThrow();

        assertThat(blob.keyUuid()).isEqualTo(KEY.uuid());
        assertThat(blob.materialVersion()).isEqualTo(7);
    }

    @Test
    void no_two_blobs_of_one_plaintext_are_alike() {
        byte[] one = CiphertextBlob.seal(KEY, MATERIAL, CONTEXT, new byte[32]);
        byte[] other = CiphertextBlob.seal(KEY, MATERIAL, CONTEXT, new byte[32]);

        assertThat(Arrays.copyOfRange(one, 21, one.length)).isNotEqualTo(Arrays.copyOfRange(other, 21, other.length));
    }

    @Test
    void a_flipped_bit_anywhere_is_found() {
        byte[] blob = CiphertextBlob.seal(KEY, MATERIAL, CONTEXT, sequence(32, 0));

        assertThat(IntStream.range(0, blob.length * 8)).allSatisfy(bit -> {
            byte[] bad = blob.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(opened(bad, MATERIAL, CONTEXT)).isEmpty();
        });
    }

    @Test
    void a_blob_cut_or_lengthened_is_found() {
        byte[] blob = CiphertextBlob.seal(KEY, MATERIAL, CONTEXT, sequence(5, 0));

        assertThat(IntStream.range(0, blob.length))
                .allSatisfy(length -> assertThat(opened(Arrays.copyOf(blob, length), MATERIAL, CONTEXT))
                        .isEmpty());
        assertThat(opened(Arrays.copyOf(blob, blob.length + 1), MATERIAL, CONTEXT))
                .isEmpty();
    }

    @Test
    void random_plaintexts_open_to_themselves_and_only_under_their_context_and_material() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] plaintext = new byte[1 + random.nextInt(4096)];
            random.nextBytes(plaintext);
            EncryptionContext context = EncryptionContext.of(Map.of("k" + random.nextInt(3), "v" + random.nextInt(3)));
            byte[] blob = CiphertextBlob.seal(KEY, MATERIAL, context, plaintext);

            assertThat(blob).hasSize(plaintext.length + CiphertextBlob.OVERHEAD);
            assertThat(opened(blob, MATERIAL, context)).contains(plaintext);
            assertThat(opened(blob, MATERIAL, context.plus("more", ""))).isEmpty();
            assertThat(opened(blob, MATERIAL, EncryptionContext.EMPTY)).isEmpty();
            assertThat(opened(blob, material(7, 0x41), context)).isEmpty();
        }
    }

    private static Optional<byte[]> opened(byte[] blob, KeyMaterial material, EncryptionContext context) {
        return CiphertextBlob.parse(blob)
                .flatMap(parsed -> parsed.open(material, context))
                .map(secret -> secret.use(byte[]::clone));
    }

    private static KeyMaterial material(int version, int first) {
        return new KeyMaterial(
                "0".repeat(64), version, Instant.EPOCH, Optional.empty(), SecretBytes.adopt(sequence(32, first)));
    }

    static byte[] sequence(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}

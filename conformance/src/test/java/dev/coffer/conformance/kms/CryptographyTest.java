package dev.coffer.conformance.kms;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

@Conformance
class CryptographyTest {
    private static final Map<String, String> CONTEXT = Map.of("Project", "coffer", "stage", "test");
    private final Deployment coffer;
    private final String key;

    CryptographyTest(Deployment coffer) {
        this.coffer = coffer;
        this.key = coffer.newKey(coffer.home());
    }

    private SdkBytes encrypt(String text, Map<String, String> context) {
        EncryptResponse response = coffer.kms()
                .encrypt(e ->
                        e.keyId(key).plaintext(SdkBytes.fromUtf8String(text)).encryptionContext(context));
        assertThat(response.keyId()).isEqualTo(key);
        return response.ciphertextBlob();
    }

    private String decrypt(SdkBytes blob, Map<String, String> context) {
        return coffer.kms()
                .decrypt(d -> d.ciphertextBlob(blob).encryptionContext(context))
                .plaintext()
                .asUtf8String();
    }

    @Test
    void what_was_encrypted_is_decrypted_without_naming_the_key() {
        assertThat(decrypt(encrypt("secret", Map.of()), Map.of())).isEqualTo("secret");
    }

    @Test
    void the_same_plaintext_never_gives_the_same_ciphertext() {
        assertThat(encrypt("secret", Map.of())).isNotEqualTo(encrypt("secret", Map.of()));
    }

    @Test
    void the_context_is_part_of_the_ciphertext() {
        SdkBytes blob = encrypt("secret", CONTEXT);
        assertThat(decrypt(blob, Map.of("stage", "test", "Project", "coffer"))).isEqualTo("secret");
        refused(400, "InvalidCiphertextException", () -> decrypt(blob, Map.of()));
        refused(400, "InvalidCiphertextException", () -> decrypt(blob, Map.of("project", "coffer", "stage", "test")));
        refused(400, "InvalidCiphertextException", () -> decrypt(blob, Map.of("Project", "coffer", "stage", "Test")));
    }

    @Test
    void a_damaged_or_foreign_blob_is_refused() {
        byte[] blob = encrypt("secret", Map.of()).asByteArray();
        for (int at : new int[] {0, blob.length / 2, blob.length - 1}) {
            byte[] damaged = blob.clone();
            damaged[at] ^= 1;
            refused(400, "InvalidCiphertextException", () -> decrypt(SdkBytes.fromByteArray(damaged), Map.of()));
        }
        refused(400, "InvalidCiphertextException", () -> decrypt(SdkBytes.fromUtf8String("nonsense"), Map.of()));
        refused(
                400,
                "InvalidCiphertextException",
                () -> coffer.kms(coffer.away()).decrypt(d -> d.ciphertextBlob(SdkBytes.fromByteArray(blob))));
    }

    @Test
    void a_key_that_is_named_must_be_the_blobs() {
        SdkBytes blob = encrypt("secret", Map.of());
        String other = coffer.newKey(coffer.home());
        refused(
                400,
                "IncorrectKeyException",
                () -> coffer.kms().decrypt(d -> d.keyId(other).ciphertextBlob(blob)));
    }

    @Test
    void at_most_4096_bytes_can_be_encrypted() {
        encrypt("x".repeat(4096), Map.of());
        refused(400, "ValidationException", () -> encrypt("x".repeat(4097), Map.of()));
        refused(400, "ValidationException", () -> encrypt("", Map.of()));
    }

    @Test
    void a_data_key_can_be_had_again_from_its_blob() {
        GenerateDataKeyResponse made = coffer.kms()
                .generateDataKey(g -> g.keyId(key).keySpec("AES_256").encryptionContext(CONTEXT));
        assertThat(made.plaintext().asByteArray()).hasSize(32);
        assertThat(coffer.kms()
                        .decrypt(d -> d.ciphertextBlob(made.ciphertextBlob()).encryptionContext(CONTEXT))
                        .plaintext())
                .isEqualTo(made.plaintext());
        assertThat(coffer.kms()
                        .generateDataKey(g -> g.keyId(key).numberOfBytes(64))
                        .plaintext()
                        .asByteArray())
                .hasSize(64);
        SdkBytes withoutPlaintext = coffer.kms()
                .generateDataKeyWithoutPlaintext(g -> g.keyId(key).keySpec("AES_128"))
                .ciphertextBlob();
        assertThat(coffer.kms()
                        .decrypt(d -> d.ciphertextBlob(withoutPlaintext))
                        .plaintext()
                        .asByteArray())
                .hasSize(16);
    }

    @Test
    void a_data_key_has_either_a_spec_or_a_length() {
        refused(400, "ValidationException", () -> coffer.kms().generateDataKey(g -> g.keyId(key)));
        refused(
                400,
                "ValidationException",
                () -> coffer.kms()
                        .generateDataKey(g -> g.keyId(key).keySpec("AES_256").numberOfBytes(32)));
        refused(
                400,
                "ValidationException",
                () -> coffer.kms().generateDataKey(g -> g.keyId(key).numberOfBytes(1025)));
    }

    @Test
    void a_blob_can_be_moved_to_another_key_without_showing_it() {
        SdkBytes blob = encrypt("secret", CONTEXT);
        String other = coffer.newKey(coffer.home());
        var moved = coffer.kms()
                .reEncrypt(r -> r.ciphertextBlob(blob)
                        .sourceEncryptionContext(CONTEXT)
                        .destinationKeyId(other)
                        .destinationEncryptionContext(Map.of("new", "context")));
        assertThat(moved.sourceKeyId()).isEqualTo(key);
        assertThat(moved.keyId()).isEqualTo(other);
        assertThat(decrypt(moved.ciphertextBlob(), Map.of("new", "context"))).isEqualTo("secret");
        refused(400, "InvalidCiphertextException", () -> decrypt(moved.ciphertextBlob(), CONTEXT));
    }

    @Test
    void what_was_encrypted_before_a_rotation_is_decrypted_after_it() {
        SdkBytes before = encrypt("secret", Map.of());
        coffer.kms().rotateKeyOnDemand(r -> r.keyId(key));
        assertThat(decrypt(before, Map.of())).isEqualTo("secret");
        assertThat(decrypt(encrypt("after", Map.of()), Map.of())).isEqualTo("after");
        assertThat(coffer.kms().getKeyRotationStatus(s -> s.keyId(key)).keyRotationEnabled())
                .isFalse();
        coffer.kms().enableKeyRotation(e -> e.keyId(key));
        assertThat(coffer.kms().getKeyRotationStatus(s -> s.keyId(key)).keyRotationEnabled())
                .isTrue();
        coffer.kms().disableKeyRotation(e -> e.keyId(key));
        assertThat(coffer.kms().listKeyRotations(l -> l.keyId(key)).rotations()).hasSize(1);
    }

    @Test
    void random_bytes_are_random() {
        SdkBytes one = coffer.kms().generateRandom(g -> g.numberOfBytes(32)).plaintext();
        SdkBytes two = coffer.kms().generateRandom(g -> g.numberOfBytes(32)).plaintext();
        assertThat(one.asByteArray()).hasSize(32);
        assertThat(one).isNotEqualTo(two);
    }
}

package dev.coffer.kms.crypto;

import static dev.coffer.kms.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GenerateDataKeyWithoutPlaintext;
import dev.coffer.kms.api.GenerateRandom;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ReEncrypt;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CryptographyTest {
    private static final Map<String, String> CONTEXT = Map.of("aws:s3:arn", "arn:aws:s3:::b/k", "more", "x");

    private final TestKms kms = new TestKms();
    private final Caller root = Callers.root(Callers.freshAccount());
    private final String key = kms.createKey(root);

    @Test
    void what_was_encrypted_is_decrypted_without_naming_the_key() {
        Encrypt.Result encrypted = call(encrypt("hello"));

        Decrypt.Result decrypted = call(Decrypt.blob(encrypted.ciphertextBlob(), CONTEXT));

        assertThat(decrypted.plaintext()).isEqualTo(secret("hello"));
        assertThat(decrypted.keyId()).isEqualTo(key).isEqualTo(encrypted.keyId());
        assertThat(decrypted.encryptionAlgorithm()).isEqualTo("SYMMETRIC_DEFAULT");
    }

    @Test
    void another_key_in_the_request_than_the_blobs_is_incorrect() {
        byte[] blob = call(encrypt("hello")).ciphertextBlob();
        String other = kms.createKey(root);

        assertThat(call(decrypt(blob, key)).plaintext()).isEqualTo(secret("hello"));
        refused(
                "IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation.",
                () -> call(decrypt(blob, other)));
    }

    @Test
    void damaged_and_foreign_blobs_are_invalid_and_nothing_more_is_said() {
        byte[] blob = call(encrypt("hello")).ciphertextBlob();
        for (int i = 0; i < blob.length; i++) {
            byte[] bad = blob.clone();
            bad[i] ^= 1;
            refused("InvalidCiphertextException", "", () -> call(Decrypt.blob(bad, CONTEXT)));
        }
        refused("InvalidCiphertextException", "", () -> call(Decrypt.blob(new byte[200], CONTEXT)));
        refused("ValidationException", () -> call(Decrypt.blob(new byte[0], CONTEXT)));
        refused("ValidationException", () -> call(Decrypt.blob(new byte[6145], CONTEXT)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1024})
    void data_keys_have_the_length_asked_for(int bytes) {
        GenerateDataKey.Result dataKey =
                call(new GenerateDataKey(key, Optional.empty(), Optional.of(bytes), Map.of(), List.of()));

        assertThat(dataKey.plaintext().length()).isEqualTo(bytes);
        assertThat(call(Decrypt.blob(dataKey.ciphertextBlob(), Map.of())).plaintext())
                .isEqualTo(dataKey.plaintext());
    }

    @Test
    void a_data_key_has_either_a_spec_or_a_length() {
        assertThat(call(new GenerateDataKey(key, Optional.of("AES_128"), Optional.empty(), Map.of(), List.of()))
                        .plaintext()
                        .length())
                .isEqualTo(16);
        refused(
                "ValidationException",
                () -> call(new GenerateDataKey(key, Optional.of("AES_256"), Optional.of(32), Map.of(), List.of())));
        refused(
                "ValidationException",
                () -> call(new GenerateDataKey(key, Optional.empty(), Optional.empty(), Map.of(), List.of())));
        refused(
                "ValidationException",
                () -> call(new GenerateDataKey(key, Optional.empty(), Optional.of(1025), Map.of(), List.of())));
        refused(
                "ValidationException",
                () -> call(new GenerateDataKey(key, Optional.of("AES_512"), Optional.empty(), Map.of(), List.of())));
    }

    @Test
    void a_data_key_without_plaintext_opens_later() {
        byte[] blob = call(new GenerateDataKeyWithoutPlaintext(
                        key, Optional.of("AES_256"), Optional.empty(), CONTEXT, List.of()))
                .ciphertextBlob();

        assertThat(call(Decrypt.blob(blob, CONTEXT)).plaintext().length()).isEqualTo(32);
    }

    @Test
    void re_encryption_changes_key_and_context() {
        byte[] blob = call(encrypt("hello")).ciphertextBlob();
        String other = kms.createKey(root);
        Map<String, String> newContext = Map.of("new", "context");

        ReEncrypt.Result moved = call(new ReEncrypt(
                blob, CONTEXT, Optional.empty(), other, newContext, Optional.empty(), Optional.empty(), List.of()));

        assertThat(moved.sourceKeyId()).isEqualTo(key);
        assertThat(moved.keyId()).isEqualTo(other);
        assertThat(call(Decrypt.blob(moved.ciphertextBlob(), newContext)).plaintext())
                .isEqualTo(secret("hello"));
        refused("InvalidCiphertextException", () -> call(Decrypt.blob(moved.ciphertextBlob(), CONTEXT)));
    }

    @Test
    void asymmetric_algorithms_are_no_use_for_a_symmetric_key() {
        refused(
                "InvalidKeyUsageException",
                () -> call(new Encrypt(key, secret("x"), Map.of(), List.of(), Optional.of("RSAES_OAEP_SHA_256"))));
        refused(
                "ValidationException",
                () -> call(new Encrypt(key, secret("x"), Map.of(), List.of(), Optional.of("ROT13"))));
    }

    @Test
    void plaintexts_are_bounded() {
        assertThat(call(encrypt("x".repeat(4096))).ciphertextBlob()).hasSizeLessThanOrEqualTo(6144);
        refused("ValidationException", () -> call(encrypt("x".repeat(4097))));
        refused("ValidationException", () -> call(encrypt("")));
    }

    @Test
    void random_bytes_are_as_many_as_asked_for() {
        assertThat(call(new GenerateRandom(Optional.of(77), Optional.empty()))
                        .plaintext()
                        .length())
                .isEqualTo(77);
        refused("ValidationException", () -> call(new GenerateRandom(Optional.empty(), Optional.empty())));
        refused("ValidationException", () -> call(new GenerateRandom(Optional.of(0), Optional.empty())));
    }

    @Test
    void a_data_key_costs_one_thread_little() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // processor time: others share this machine
        GenerateDataKey request = GenerateDataKey.aes256(key, CONTEXT);
        long best = Long.MAX_VALUE;
        for (int batch = 0; batch < 150; batch++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < 200; i++) {
                call(request).plaintext().close();
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 200);
            kms.records.clear();
            kms.pass(Duration.ofSeconds(1));
        }
        System.out.println("GenerateDataKey: " + best / 1000 + " µs");
        assertThat(best)
                .as("nanoseconds")
                .isLessThan(1_000_000); // twenty times what it takes: an order of magnitude lost is a mistake;
    }

    private <R> R call(KmsOperation<R> operation) {
        return kms.call(operation, root);
    }

    private Encrypt encrypt(String text) {
        return new Encrypt(key, secret(text), CONTEXT, List.of(), Optional.empty());
    }

    private static Decrypt decrypt(byte[] blob, String keyId) {
        return new Decrypt(blob, CONTEXT, List.of(), Optional.of(keyId), Optional.empty());
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
    }
}

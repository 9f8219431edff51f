package dev.coffer.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.EnableKey;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.testing.EnginesResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole service on real engines. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class KmsServiceTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Map<String, String> CONTEXT = Map.of("aws:s3:arn", "arn:aws:s3:::bucket");

    private final AccountId account = Callers.freshAccount();
    private final Caller root = Callers.root(account);

    @Inject
    KmsApi kms;

    @Test
    void a_data_key_decrypts_to_itself_under_its_context_only() {
        String keyId = createKey();

        GenerateDataKey.Result dataKey = call(GenerateDataKey.aes256(keyId, CONTEXT));
        Decrypt.Result decrypted = call(Decrypt.blob(dataKey.ciphertextBlob(), CONTEXT));

        assertThat(decrypted.plaintext()).isEqualTo(dataKey.plaintext());
        assertThat(decrypted.plaintext().length()).isEqualTo(32);
        assertThat(decrypted.keyId()).isEqualTo("arn:aws:kms:us-east-1:" + account + ":key/" + keyId);
        assertThat(decrypted.keyMaterialId()).isEqualTo(dataKey.keyMaterialId());
        refused(
                "InvalidCiphertextException",
                "",
                Decrypt.blob(dataKey.ciphertextBlob(), Map.of("aws:s3:arn", "arn:aws:s3:::other")));
        refused("InvalidCiphertextException", "", Decrypt.blob(dataKey.ciphertextBlob(), Map.of()));
        assertThatThrownBy(() -> kms.call(Decrypt.blob(dataKey.ciphertextBlob(), CONTEXT), IRELAND, root))
                .as("another region")
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidCiphertextException"));
    }

    @Test
    void a_disabled_key_encrypts_and_decrypts_nothing_until_it_is_enabled() {
        String keyId = createKey();
        String arn = "arn:aws:kms:us-east-1:" + account + ":key/" + keyId;
        byte[] blob = call(GenerateDataKey.aes256(arn, CONTEXT)).ciphertextBlob();

        call(new DisableKey(keyId));
        refused("DisabledException", arn + " is disabled.", GenerateDataKey.aes256(keyId, CONTEXT));
        refused("DisabledException", arn + " is disabled.", Decrypt.blob(blob, CONTEXT));

        call(new EnableKey(keyId));
        try (SecretBytes plaintext = call(Decrypt.blob(blob, CONTEXT)).plaintext()) {
            assertThat(plaintext.length()).isEqualTo(32);
        }
    }

    @Test
    void a_key_pending_deletion_is_disabled_after_the_deletion_is_cancelled() {
        String keyId = createKey();
        String arn = "arn:aws:kms:us-east-1:" + account + ":key/" + keyId;

        ScheduleKeyDeletion.Result scheduled = call(new ScheduleKeyDeletion(keyId, Optional.of(7)));
        assertThat(scheduled.keyState()).isEqualTo("PendingDeletion");
        refused("KMSInvalidStateException", arn + " is pending deletion.", GenerateDataKey.aes256(keyId, CONTEXT));
        refused("KMSInvalidStateException", arn + " is pending deletion.", new EnableKey(keyId));

        assertThat(call(new CancelKeyDeletion(keyId)).keyId()).isEqualTo(arn);
        assertThat(call(new DescribeKey(keyId, List.of())).keyMetadata().keyState())
                .isEqualTo("Disabled");
        refused("KMSInvalidStateException", arn + " is not pending deletion.", new CancelKeyDeletion(keyId));
    }

    @Test
    void an_alias_stands_for_its_key() {
        String keyId = createKey();
        call(new CreateAlias("alias/mine", keyId));

        assertThat(call(GenerateDataKey.aes256("alias/mine", CONTEXT)).keyId()).endsWith(keyId);
        assertThat(call(GenerateDataKey.aes256("arn:aws:kms:us-east-1:" + account + ":alias/mine", CONTEXT))
                        .keyId())
                .endsWith(keyId);
        refused(
                "AlreadyExistsException",
                "An alias with the name arn:aws:kms:us-east-1:" + account + ":alias/mine already exists",
                new CreateAlias("alias/mine", keyId));
    }

    @Test
    void s3_gets_a_key_of_its_own_per_account_that_nobody_uses_directly() {
        Caller viaS3 = Callers.viaS3(root);

        String arn = kms.call(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), VIRGINIA, viaS3)
                .keyId();
        assertThat(kms.call(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), VIRGINIA, viaS3)
                        .keyId())
                .isEqualTo(arn);
        assertThat(call(new DescribeKey("alias/aws/s3", List.of()))
                        .keyMetadata()
                        .keyManager())
                .isEqualTo("AWS");
        refused(
                "AccessDeniedException",
                "User: arn:aws:iam::" + account
                        + ":root is not authorized to perform: kms:GenerateDataKey on resource: " + arn
                        + " because no resource-based policy allows the kms:GenerateDataKey action",
                GenerateDataKey.aes256("alias/aws/s3", CONTEXT));
    }

    private String createKey() {
        return call(new CreateKey(
                        Optional.empty(),
                        Optional.of("test"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .keyMetadata()
                .keyId();
    }

    private <R> R call(KmsOperation<R> operation) {
        return kms.call(operation, VIRGINIA, root);
    }

    private void refused(String code, String message, KmsOperation<?> operation) {
        assertThatThrownBy(() -> call(operation)).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.text()).isEqualTo(message);
        });
    }
}

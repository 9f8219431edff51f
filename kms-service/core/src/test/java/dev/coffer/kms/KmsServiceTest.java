package dev.coffer.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.EnableKey;
import dev.coffer.kms.api.EnableKeyRotation;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GrantConstraints;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.RotateKeyOnDemand;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.Tag;
import dev.coffer.kms.api.TagResource;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.crypto.RootKeys;
import dev.coffer.kms.key.KeyChanges;
import dev.coffer.kms.key.KeyId;
import dev.coffer.kms.key.KeyManager;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyRows;
import dev.coffer.kms.key.KeyState;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.key.KmsKey;
import dev.coffer.kms.key.ManagedKeys;
import dev.coffer.kms.policy.KeyPolicies;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Entities;
import dev.coffer.testing.EnginesResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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

    @Inject
    KeyRings rings;

    @Inject
    Entities entities;

    @Inject
    Database database;

    @ConfigProperty(name = "coffer.data")
    Path data;

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

    @Test
    void another_instance_knows_everything_of_a_key_and_sees_its_changes() {
        String keyId = createKey();
        call(new CreateAlias("alias/mine", keyId));
        call(new TagResource(keyId, List.of(new Tag("team", "a"))));
        call(new EnableKeyRotation(keyId, Optional.of(90)));
        call(new RotateKeyOnDemand(keyId));
        call(new CreateGrant(
                keyId,
                "arn:aws:iam::" + account + ":user/alice",
                Optional.empty(),
                List.of("Decrypt", "DescribeKey"),
                Optional.of(new GrantConstraints(Map.of(), CONTEXT)),
                List.of(),
                Optional.of("mine")));
        KeyRings images = new KeyRings(List.of(VIRGINIA));
        KeyStore instance = new KeyRows(entities, images, rootKeys().load());
        instance.refresh(VIRGINIA);

        KmsKey here = rings.of(VIRGINIA).key(keyId).orElseThrow();
        assertThat(images.of(VIRGINIA).key(keyId)).contains(here);
        assertThat(images.of(VIRGINIA).alias(account, "alias/mine")).contains(here);
        assertThat(here.materials()).hasSize(2);
        assertThat(here.grants()).hasSize(1);

        call(new DisableKey(keyId));
        call(new ScheduleKeyDeletion(keyId, Optional.empty()));
        instance.refresh(VIRGINIA);
        assertThat(images.of(VIRGINIA).key(keyId))
                .contains(rings.of(VIRGINIA).key(keyId).orElseThrow());
    }

    @Test
    void what_another_instance_changes_is_seen_within_a_second() {
        String keyId = createKey();
        KeyRings images = new KeyRings(List.of(VIRGINIA));
        KeyStore instance = new KeyRows(entities, images, rootKeys().load());
        instance.change(
                VIRGINIA,
                image -> List.of(image.key(keyId).orElseThrow().with(KeyState.DISABLED)),
                changed -> List.of());

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        Refusals.refused("DisabledException", () -> call(GenerateDataKey.aes256(keyId, CONTEXT))));
    }

    @Test
    void a_key_that_another_instance_has_just_made_is_found_at_once() {
        KeyRings images = new KeyRings(List.of(VIRGINIA));
        KeyStore instance = new KeyRows(entities, images, rootKeys().load());
        KmsKey made = KmsKey.fresh(
                KeyId.fresh(VIRGINIA, account), KeyManager.CUSTOMER, "", KeyPolicies.ofAccount(account), Instant.now());
        instance.change(VIRGINIA, image -> List.of(made), changed -> List.of());

        assertThat(call(GenerateDataKey.aes256(made.id().uuid(), CONTEXT)).keyId())
                .isEqualTo(made.arn());
    }

    @Test
    void instances_that_need_s3s_key_at_once_make_one() throws InterruptedException {
        Set<String> made = ConcurrentHashMap.newKeySet();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new KeyRings(List.of(VIRGINIA)))
                .map(images -> new KeyRows(entities, images, rootKeys().load()))
                .map(store -> new ManagedKeys(new KeyChanges(store, Instant::now)))
                .map(keys -> Thread.ofVirtual()
                        .start(() -> made.add(keys.s3(anyCall()).arn())))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(made).hasSize(1);
    }

    @Test
    void a_change_that_is_refused_changes_nothing() {
        String keyId = createKey();
        long revision = rings.of(VIRGINIA).key(keyId).orElseThrow().revision();

        refused(
                "TagException",
                "Tags beginning with aws: are reserved",
                new TagResource(keyId, List.of(new Tag("aws:x", ""))));
        refused(
                "KMSInvalidStateException",
                "arn:aws:kms:us-east-1:" + account + ":key/" + keyId + " is not pending deletion.",
                new CancelKeyDeletion(keyId));
        assertThat(rings.of(VIRGINIA).key(keyId).orElseThrow().revision()).isEqualTo(revision);
    }

    private KmsCall anyCall() {
        return new KmsCall(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), VIRGINIA, root, Instant.now(), "request");
    }

    private RootKeys rootKeys() {
        return new RootKeys(database, List.of(VIRGINIA), Optional.empty(), data);
    }

    private String createKey() {
        return call(TestKms.create(Optional.empty())).keyMetadata().keyId();
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

package dev.coffer.kms.key;

import static dev.coffer.kms.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DeleteAlias;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.DisableKeyRotation;
import dev.coffer.kms.api.EnableKey;
import dev.coffer.kms.api.EnableKeyRotation;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GetKeyRotationStatus;
import dev.coffer.kms.api.KeyMetadata;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ListAliases;
import dev.coffer.kms.api.ListKeyRotations;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.api.ListResourceTags;
import dev.coffer.kms.api.RotateKeyOnDemand;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.Tag;
import dev.coffer.kms.api.TagResource;
import dev.coffer.kms.api.UntagResource;
import dev.coffer.kms.api.UpdateAlias;
import dev.coffer.kms.api.UpdateKeyDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOperationsTest {
    private static final Map<String, String> CONTEXT = Map.of("a", "b");

    private final TestKms kms = new TestKms();
    private final AccountId account = Callers.freshAccount();
    private final Caller root = Callers.root(account);

    @Test
    void a_new_key_is_described_as_at_aws() {
        KeyMetadata key =
                call(TestKms.create(Optional.empty(), new Tag("team", "a"))).keyMetadata();

        assertThat(key.arn()).isEqualTo("arn:aws:kms:us-east-1:" + account + ":key/" + key.keyId());
        assertThat(UUID.fromString(key.keyId()).version()).isEqualTo(4);
        assertThat(key.awsAccountId()).isEqualTo(account.value());
        assertThat(key.enabled()).isTrue();
        assertThat(key.keyState()).isEqualTo("Enabled");
        assertThat(key.keyManager()).isEqualTo("CUSTOMER");
        assertThat(key.keyUsage()).isEqualTo("ENCRYPT_DECRYPT");
        assertThat(key.keySpec()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(key.creationDate()).isEqualTo(kms.now());
        assertThat(call(new DescribeKey(key.arn(), List.of())).keyMetadata()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_2048", "HMAC_256", "ECC_NIST_P256"})
    void what_is_not_symmetric_is_not_supported(String spec) {
        CreateKey plain = TestKms.create(Optional.empty());
        refused(
                "UnsupportedOperationException",
                () -> call(new CreateKey(
                        plain.policy(),
                        plain.description(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(spec),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty())));
    }

    @Test
    void names_of_no_key_are_refused_in_awss_words() {
        String uuid = UUID.randomUUID().toString();
        String arn = "arn:aws:kms:us-east-1:" + account + ":key/" + uuid;

        refused("NotFoundException", "Key '" + arn + "' does not exist", () -> describe(uuid));
        refused("NotFoundException", "Key '" + arn + "' does not exist", () -> describe(arn));
        refused("NotFoundException", "Invalid keyId 'nonsense'", () -> describe("nonsense"));
        refused(
                "NotFoundException",
                "Invalid arn eu-west-1",
                () -> describe("arn:aws:kms:eu-west-1:" + account + ":key/" + uuid));
        refused(
                "NotFoundException",
                "Alias arn:aws:kms:us-east-1:" + account + ":alias/none is not found.",
                () -> describe("alias/none"));
        refused("InvalidArnException", () -> describe("arn:aws:s3:::bucket"));
        refused("ValidationException", () -> describe(""));
        refused("NotFoundException", "Invalid keyId 'alias/none'", () -> call(new DisableKey("alias/none")));
    }

    @Test
    void a_key_is_deleted_when_its_time_has_come_and_not_before() {
        String key = kms.createKey(root);
        call(new CreateAlias("alias/doomed", key));
        byte[] blob = call(GenerateDataKey.aes256(key, CONTEXT)).ciphertextBlob();
        call(new ScheduleKeyDeletion(key, Optional.of(7)));

        kms.pass(Duration.ofDays(7).minusSeconds(1));
        assertThat(describe(key).keyState()).isEqualTo("PendingDeletion");
        assertThat(describe(key).deletionDate()).contains(kms.now().plusSeconds(1));

        kms.pass(Duration.ofSeconds(1));
        refused("NotFoundException", "Key '" + key + "' does not exist", () -> describe(key));
        refused("NotFoundException", "Key '" + key + "' does not exist", () -> call(Decrypt.blob(blob, CONTEXT)));
        refused("NotFoundException", () -> describe("alias/doomed"));
        call(new CreateAlias("alias/doomed", kms.createKey(root)));
    }

    @Test
    void a_cancelled_deletion_does_not_happen() {
        String key = kms.createKey(root);
        call(new ScheduleKeyDeletion(key, Optional.empty()));
        call(new CancelKeyDeletion(key));

        kms.pass(Duration.ofDays(31));
        assertThat(describe(key).keyState()).isEqualTo("Disabled");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 31, 0, -1})
    void a_deletion_window_is_7_to_30_days(int days) {
        String key = kms.createKey(root);

        refused("ValidationException", () -> call(new ScheduleKeyDeletion(key, Optional.of(days))));
    }

    @Test
    void what_a_pending_deletion_forbids_is_refused() {
        String key = kms.createKey(root);
        call(new ScheduleKeyDeletion(key, Optional.empty()));

        for (KmsOperation<?> operation : List.of(
                new EnableKey(key),
                new DisableKey(key),
                new ScheduleKeyDeletion(key, Optional.empty()),
                new CreateAlias("alias/x", key),
                new UpdateKeyDescription(key, "x"),
                new TagResource(key, List.of(new Tag("a", "b"))),
                new UntagResource(key, List.of("a")),
                new EnableKeyRotation(key, Optional.empty()),
                new DisableKeyRotation(key),
                new RotateKeyOnDemand(key),
                GenerateDataKey.aes256(key, CONTEXT))) {
            refused("KMSInvalidStateException", key + " is pending deletion.", () -> call(operation));
        }
    }

    @Test
    void keys_are_listed_page_by_page() {
        List<String> made = IntStream.range(0, 7)
                .mapToObj(i -> kms.createKey(root))
                .sorted()
                .toList();
        kms.createKey(Callers.root(Callers.freshAccount()));

        List<String> listed = new ArrayList<>();
        Optional<String> marker = Optional.empty();
        do {
            ListKeys.Result page = call(new ListKeys(Optional.of(3), marker));
            assertThat(page.keys()).hasSizeLessThanOrEqualTo(3);
            assertThat(page.truncated()).isEqualTo(page.nextMarker().isPresent());
            page.keys().forEach(key -> listed.add(key.keyArn()));
            marker = page.nextMarker();
        } while (marker.isPresent());

        assertThat(listed).isEqualTo(made);
        refused("InvalidMarkerException", () -> call(new ListKeys(Optional.empty(), Optional.of("!"))));
        refused("ValidationException", () -> call(new ListKeys(Optional.of(1001), Optional.empty())));
    }

    @Test
    void an_alias_can_be_moved_listed_and_deleted() {
        String one = kms.createKey(root);
        String other = kms.createKey(root);
        call(new CreateAlias("alias/a", one));
        kms.pass(Duration.ofHours(1));
        call(new UpdateAlias("alias/a", other));

        assertThat(describe("alias/a").arn()).isEqualTo(other);
        ListAliases.Alias alias = call(new ListAliases(Optional.empty(), Optional.empty(), Optional.empty()))
                .aliases()
                .getFirst();
        assertThat(alias.aliasName()).isEqualTo("alias/a");
        assertThat(alias.aliasArn()).isEqualTo("arn:aws:kms:us-east-1:" + account + ":alias/a");
        assertThat(other).endsWith(alias.targetKeyId().orElseThrow());
        assertThat(alias.creationDate().orElseThrow())
                .isBefore(alias.lastUpdatedDate().orElseThrow());
        assertThat(call(new ListAliases(Optional.of(one), Optional.empty(), Optional.empty()))
                        .aliases())
                .isEmpty();

        call(new DeleteAlias("alias/a"));
        refused(
                "NotFoundException",
                "Alias arn:aws:kms:us-east-1:" + account + ":alias/a is not found.",
                () -> call(new DeleteAlias("alias/a")));
    }

    @Test
    void names_that_are_no_aliases_of_ones_own_are_refused() {
        String key = kms.createKey(root);

        refused("ValidationException", () -> call(new CreateAlias("mine", key)));
        refused("ValidationException", () -> call(new CreateAlias("alias/", key)));
        refused("ValidationException", () -> call(new CreateAlias("alias/ü", key)));
        refused("NotAuthorizedException", () -> call(new CreateAlias("alias/aws/mine", key)));
        refused("NotAuthorizedException", () -> call(new DeleteAlias("alias/aws/s3")));
    }

    @Test
    void rotated_keys_open_what_every_material_sealed() {
        String key = kms.createKey(root);
        GenerateDataKey.Result before = call(GenerateDataKey.aes256(key, CONTEXT));
        assertThat(call(new RotateKeyOnDemand(key)).keyId()).isEqualTo(key);
        GenerateDataKey.Result after = call(GenerateDataKey.aes256(key, CONTEXT));

        assertThat(after.keyMaterialId()).isNotEqualTo(before.keyMaterialId());
        for (GenerateDataKey.Result dataKey : List.of(before, after)) {
            Decrypt.Result opened = call(Decrypt.blob(dataKey.ciphertextBlob(), CONTEXT));
            assertThat(opened.plaintext()).isEqualTo(dataKey.plaintext());
            assertThat(opened.keyMaterialId()).isEqualTo(dataKey.keyMaterialId());
        }
        List<ListKeyRotations.Rotation> rotations = rotations(key, "ALL_KEY_MATERIAL");
        assertThat(rotations)
                .extracting(ListKeyRotations.Rotation::keyMaterialState)
                .containsExactly("NON_CURRENT", "CURRENT");
        assertThat(rotations.get(1).rotationType()).contains("ON_DEMAND");
        assertThat(rotations(key, "ROTATIONS_ONLY")).containsExactly(rotations.get(1));
        assertThat(describe(key).currentKeyMaterialId()).contains(after.keyMaterialId());
    }

    @Test
    void automatic_rotation_follows_its_period_while_the_key_is_enabled() {
        String key = kms.createKey(root);
        call(new EnableKeyRotation(key, Optional.of(90)));
        assertThat(status(key).nextRotationDate()).contains(kms.now().plus(Duration.ofDays(90)));

        kms.pass(Duration.ofDays(90));
        assertThat(rotations(key, "ROTATIONS_ONLY"))
                .extracting(r -> r.rotationType().orElseThrow())
                .containsExactly("AUTOMATIC");

        call(new DisableKey(key));
        kms.pass(Duration.ofDays(90));
        assertThat(rotations(key, "ROTATIONS_ONLY")).hasSize(1);
        refused("DisabledException", () -> call(new DisableKeyRotation(key)));

        call(new EnableKey(key));
        call(new DisableKeyRotation(key));
        kms.pass(Duration.ofDays(900));
        assertThat(rotations(key, "ROTATIONS_ONLY")).hasSize(1);
        assertThat(status(key).keyRotationEnabled()).isFalse();
        assertThat(status(key).nextRotationDate()).isEmpty();
        refused("ValidationException", () -> call(new EnableKeyRotation(key, Optional.of(89))));
    }

    @Test
    void rotations_on_demand_are_limited() {
        String key = kms.createKey(root);
        for (int i = 0; i < Rotations.MOST_ON_DEMAND; i++) {
            kms.pass(Duration.ofSeconds(1));
            call(new RotateKeyOnDemand(key));
        }

        kms.pass(Duration.ofSeconds(1));
        refused("LimitExceededException", () -> call(new RotateKeyOnDemand(key)));
    }

    @Test
    void tags_are_added_replaced_and_removed() {
        String key = kms.createKey(root);
        call(new TagResource(key, List.of(new Tag("b", "1"), new Tag("a", "1"))));
        call(new TagResource(key, List.of(new Tag("b", "2"))));
        assertThat(tags(key)).containsExactly(new Tag("a", "1"), new Tag("b", "2"));

        call(new UntagResource(key, List.of("a", "unknown")));
        assertThat(tags(key)).containsExactly(new Tag("b", "2"));
        refused("TagException", () -> call(new TagResource(key, List.of(new Tag("aws:x", "")))));
        refused("TagException", () -> call(new TagResource(key, List.of(new Tag("x", ""), new Tag("x", "1")))));
        List<Tag> many =
                IntStream.range(0, 50).mapToObj(i -> new Tag("k" + i, "")).toList();
        refused("TagException", () -> call(new TagResource(key, many)));
    }

    @Test
    void s3s_own_key_is_made_once_and_its_account_cannot_change_it() {
        Caller viaS3 = Callers.viaS3(root);
        String arn =
                kms.call(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), viaS3).keyId();
        byte[] blob =
                kms.call(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), viaS3).ciphertextBlob();

        try (SecretBytes plaintext =
                kms.call(Decrypt.blob(blob, CONTEXT), viaS3).plaintext()) {
            assertThat(plaintext.length()).isEqualTo(32);
        }
        assertThat(describe("alias/aws/s3").arn()).isEqualTo(arn);
        assertThat(describe(arn).keyManager()).isEqualTo("AWS");
        assertThat(status(arn).rotationPeriodInDays()).contains(365);
        refused("AccessDeniedException", () -> call(new DisableKey(arn)));
        refused("AccessDeniedException", () -> call(new ScheduleKeyDeletion(arn, Optional.empty())));
        refused("AccessDeniedException", () -> call(GenerateDataKey.aes256(arn, CONTEXT)));
        refused(
                "NotFoundException",
                () -> kms.call(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), Callers.root(Callers.freshAccount())));
    }

    private <R> R call(KmsOperation<R> operation) {
        return kms.call(operation, root);
    }

    private KeyMetadata describe(String keyId) {
        return call(new DescribeKey(keyId, List.of())).keyMetadata();
    }

    private GetKeyRotationStatus.Result status(String key) {
        return call(new GetKeyRotationStatus(key));
    }

    private List<ListKeyRotations.Rotation> rotations(String key, String which) {
        return call(new ListKeyRotations(key, Optional.of(which), Optional.empty(), Optional.empty()))
                .rotations();
    }

    private List<Tag> tags(String key) {
        return call(new ListResourceTags(key, Optional.empty(), Optional.empty()))
                .tags();
    }
}

package dev.coffer.conformance.kms;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Unique;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;

@Conformance
class KeysTest {
    private final Deployment coffer;

    KeysTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private KeyMetadata describe(String key) {
        return coffer.kms().describeKey(d -> d.keyId(key)).keyMetadata();
    }

    @Test
    void a_new_key_is_enabled_symmetric_and_in_its_region() {
        KeyMetadata key = coffer.kms().createKey(k -> k.description("d")).keyMetadata();
        assertThat(key.arn()).matches("arn:aws:kms:" + coffer.home() + ":" + coffer.account() + ":key/[0-9a-f-]{36}");
        assertThat(key.enabled()).isTrue();
        assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(key.keySpecAsString()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(key.keyUsageAsString()).isEqualTo("ENCRYPT_DECRYPT");
        assertThat(key.keyManagerAsString()).isEqualTo("CUSTOMER");
        assertThat(key.description()).isEqualTo("d");
        assertThat(describe(key.keyId())).isEqualTo(key);
        assertThat(coffer.kms().listKeysPaginator().keys().stream().map(KeyListEntry::keyArn))
                .contains(key.arn());
    }

    @Test
    void keys_are_listed_in_pages() {
        for (int i = 0; i < 3; i++) {
            coffer.newKey(coffer.away());
        }
        var page = coffer.kms(coffer.away()).listKeys(l -> l.limit(2));
        assertThat(page.keys()).hasSize(2);
        assertThat(page.truncated()).isTrue();
        assertThat(coffer.kms(coffer.away()).listKeysPaginator(l -> l.limit(2)).keys().stream()
                        .map(KeyListEntry::keyId))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void a_disabled_key_does_nothing_until_it_is_enabled() {
        String key = coffer.newKey(coffer.home());
        coffer.kms().disableKey(d -> d.keyId(key));
        assertThat(describe(key).keyState()).isEqualTo(KeyState.DISABLED);
        var refusal = refused(
                400,
                "DisabledException",
                () -> coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256")));
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(key + " is disabled.");
        coffer.kms().enableKey(d -> d.keyId(key));
        coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
    }

    @Test
    void a_key_that_waits_for_its_deletion_does_nothing_until_that_is_cancelled() {
        String key = coffer.newKey(coffer.home());
        Instant date = coffer.kms()
                .scheduleKeyDeletion(s -> s.keyId(key).pendingWindowInDays(7))
                .deletionDate();
        assertThat(date)
                .isCloseTo(
                        Instant.now().plus(Duration.ofDays(7)),
                        org.assertj.core.api.Assertions.within(Duration.ofHours(1)));
        assertThat(describe(key).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        var refusal = refused(
                400,
                "KMSInvalidStateException",
                () -> coffer.kms().generateDataKey(g -> g.keyId(key).keySpec("AES_256")));
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(key + " is pending deletion.");
        coffer.kms().cancelKeyDeletion(c -> c.keyId(key));
        assertThat(describe(key).keyState()).isEqualTo(KeyState.DISABLED);
    }

    @Test
    void a_deletion_window_has_seven_to_thirty_days() {
        String key = coffer.newKey(coffer.home());
        refused(
                400,
                "ValidationException",
                () -> coffer.kms().scheduleKeyDeletion(s -> s.keyId(key).pendingWindowInDays(6)));
        refused(
                400,
                "ValidationException",
                () -> coffer.kms().scheduleKeyDeletion(s -> s.keyId(key).pendingWindowInDays(31)));
    }

    @Test
    void a_key_of_another_region_is_not_here() {
        String key = coffer.newKey(coffer.away());
        refused(400, "NotFoundException", () -> describe(key));
        refused(400, "NotFoundException", () -> describe(key.substring(key.indexOf('/') + 1)));
    }

    @Test
    void what_is_no_key_is_said_so() {
        assertThat(refused(400, "NotFoundException", () -> describe("nonsense"))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Invalid keyId 'nonsense'");
        String id = "00000000-0000-0000-0000-000000000000";
        assertThat(refused(400, "NotFoundException", () -> describe(id))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Key 'arn:aws:kms:" + coffer.home() + ":" + coffer.account() + ":key/" + id
                        + "' does not exist");
    }

    @Test
    void aliases_can_be_made_moved_listed_and_deleted() {
        String one = coffer.newKey(coffer.home());
        String two = coffer.newKey(coffer.home());
        String alias = "alias/" + Unique.name();
        coffer.kms().createAlias(a -> a.aliasName(alias).targetKeyId(one));
        assertThat(describe(alias).arn()).isEqualTo(one);
        refused(
                400,
                "AlreadyExistsException",
                () -> coffer.kms().createAlias(a -> a.aliasName(alias).targetKeyId(two)));
        coffer.kms().updateAlias(a -> a.aliasName(alias).targetKeyId(two));
        assertThat(describe(alias).arn()).isEqualTo(two);
        assertThat(coffer.kms().listAliases(l -> l.keyId(two)).aliases())
                .extracting(AliasListEntry::aliasName)
                .containsExactly(alias);
        coffer.kms().deleteAlias(a -> a.aliasName(alias));
        refused(400, "NotFoundException", () -> describe(alias));
    }

    @Test
    void names_of_aws_are_not_for_customers() {
        String key = coffer.newKey(coffer.home());
        refused(
                400,
                "NotAuthorizedException",
                () -> coffer.kms()
                        .createAlias(a -> a.aliasName("alias/aws/mine").targetKeyId(key)));
        refused(
                400,
                "ValidationException",
                () -> coffer.kms().createAlias(a -> a.aliasName("no-prefix").targetKeyId(key)));
    }

    @Test
    void tags_can_be_put_listed_and_taken_away() {
        String key = coffer.newKey(coffer.home());
        Tag tag = Tag.builder().tagKey("team").tagValue("blue").build();
        coffer.kms().tagResource(t -> t.keyId(key).tags(tag));
        assertThat(coffer.kms().listResourceTags(l -> l.keyId(key)).tags()).containsExactly(tag);
        coffer.kms().untagResource(t -> t.keyId(key).tagKeys("team"));
        assertThat(coffer.kms().listResourceTags(l -> l.keyId(key)).tags()).isEmpty();
    }

    @Test
    void the_managed_key_cannot_be_changed() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket).key("k").serverSideEncryption("aws:kms"),
                        software.amazon.awssdk.core.sync.RequestBody.fromString("x"));
        String managed = describe("alias/aws/s3").arn();
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable change :
                new org.assertj.core.api.ThrowableAssert.ThrowingCallable[] {
                    () -> coffer.kms().disableKey(d -> d.keyId(managed)),
                    () -> coffer.kms().scheduleKeyDeletion(d -> d.keyId(managed)),
                    () -> coffer.kms()
                            .putKeyPolicy(
                                    p -> p.keyId(managed).policyName("default").policy("{}"))
                }) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    software.amazon.awssdk.services.kms.model.KmsException.class, change)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(describe(managed).keyState()).isEqualTo(KeyState.ENABLED);
    }
}

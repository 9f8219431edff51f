package dev.coffer.kms.quota;

import static dev.coffer.kms.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.KmsOperations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final AccountId ONE = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");

    private long now;
    private final Quotas quotas = new Quotas(List.of(VIRGINIA, IRELAND), () -> now);

    @ParameterizedTest
    @CsvSource({
        "us-east-1, 100000",
        "us-west-2, 100000",
        "eu-west-1, 100000",
        "us-east-2, 20000",
        "ap-southeast-1, 20000",
        "ap-southeast-2, 20000",
        "ap-northeast-1, 20000",
        "eu-central-1, 20000",
        "eu-west-2, 20000",
        "sa-east-1, 10000",
        "eu-north-1, 10000"
    })
    void the_shared_quota_depends_on_the_region(String region, int perSecond) {
        assertThat(QuotaTable.symmetric(new Region(region))).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeKey, 2000",
        "ListResourceTags, 2000",
        "GetKeyPolicy, 1000",
        "GetKeyRotationStatus, 1000",
        "ListAliases, 500",
        "ListKeys, 500",
        "ListGrants, 100",
        "ListKeyPolicies, 100",
        "ListKeyRotations, 100",
        "ListRetirableGrants, 100",
        "CreateGrant, 50",
        "RetireGrant, 50",
        "RevokeGrant, 50",
        "DeleteAlias, 15",
        "EnableKeyRotation, 15",
        "PutKeyPolicy, 15",
        "ScheduleKeyDeletion, 15",
        "TagResource, 10",
        "CreateKey, 5",
        "CreateAlias, 5",
        "UpdateAlias, 5",
        "EnableKey, 5",
        "DisableKey, 5",
        "DisableKeyRotation, 5",
        "CancelKeyDeletion, 5",
        "RotateKeyOnDemand, 5",
        "UntagResource, 5",
        "UpdateKeyDescription, 5"
    })
    void other_operations_have_quotas_of_their_own(String operation, int perSecond) {
        assertThat(QuotaTable.perOperation()).containsEntry(operation, perSecond);
    }

    @Test
    void every_operation_has_a_quota() {
        assertThat(KmsOperations.PUBLIC).hasSize(QuotaTable.perOperation().size() + 6); // the six that share one
    }

    @Test
    void accounts_regions_and_operations_do_not_use_up_each_others_quotas() {
        assertThat(taken(VIRGINIA, ONE, "CreateKey")).isEqualTo(5);
        assertThat(taken(IRELAND, ONE, "CreateKey")).isEqualTo(5);
        assertThat(taken(VIRGINIA, OTHER, "CreateKey")).isEqualTo(5);
        assertThat(taken(VIRGINIA, ONE, "CreateAlias")).isEqualTo(5);
        now += 1_000_000_000;
        assertThat(taken(VIRGINIA, ONE, "CreateKey")).isEqualTo(5);
    }

    @Test
    void a_call_over_quota_is_throttled_in_awss_words() {
        taken(VIRGINIA, ONE, "CreateKey");

        refused(
                "ThrottlingException",
                "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
                () -> quotas.take(VIRGINIA, ONE, "CreateKey"));
    }

    @Test
    void an_accounts_setting_wins_over_the_regions_and_that_over_the_table() {
        quotas.set(new QuotaSettingsTable(
                VIRGINIA, Map.of("", Map.of("symmetric", 50), OTHER.value(), Map.of("symmetric", 20))));

        assertThat(taken(VIRGINIA, ONE, "symmetric")).isEqualTo(50);
        assertThat(taken(VIRGINIA, OTHER, "symmetric")).isEqualTo(20);
        assertThat(quotas.settings(VIRGINIA).of(OTHER.value()).perSecond()).containsEntry("DescribeKey", 2000);
        assertThat(quotas.settings(IRELAND).of(ONE.value()).symmetricPerSecond())
                .isEqualTo(100_000);
    }

    @Test
    void quotas_that_are_off_throttle_nobody() {
        quotas.set(new QuotaSettingsTable(VIRGINIA, Map.of("", Map.of("enabled", 0, "symmetric", 0))));

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        quotas.take(VIRGINIA, ONE, "symmetric");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void an_instance_among_several_begins_with_an_even_part() {
        quotas.set(new QuotaSettingsTable(VIRGINIA, Map.of("", Map.of("symmetric", 50))));
        quotas.share(VIRGINIA, 2);

        assertThat(taken(VIRGINIA, ONE, "symmetric")).isEqualTo(25);
        quotas.share(VIRGINIA, 1);
        now += 1_000_000_000;
        assertThat(taken(VIRGINIA, ONE, "symmetric")).isEqualTo(50);
    }

    private int taken(Region region, AccountId account, String quota) {
        int n = 0;
        while (n < 1_000_000) {
            try {
                quotas.take(region, account, quota);
            } catch (AwsException throttled) {
                return n;
            }
            n++;
        }
        throw new AssertionError("never throttled");
    }
}

package dev.coffer.kms.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.Refusals;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.GenerateDataKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CostLineTest {
    private static final AccountId ACCOUNT = new AccountId("111111111111");

    private final TestKms kms = new TestKms();
    private final Caller root = Callers.root(ACCOUNT);
    private final String key = kms.createKey(root);

    @Test
    void a_line_says_who_did_what_with_which_key_for_which_bucket() {
        kms.call(
                GenerateDataKey.aes256(key, Map.of("aws:s3:arn", "arn:aws:s3:::bucket/some/key")),
                Callers.viaS3(Callers.role(ACCOUNT, "work", "kms:*")));

        assertThat(line(kms.lastRecord().toJson()))
                .contains(new CostLine(
                        "us-east-1",
                        Instant.parse("2026-11-20T10:00:00Z"),
                        "111111111111",
                        key,
                        "arn:aws:iam::111111111111:role/work",
                        "bucket",
                        "GenerateDataKey",
                        CostLine.Outcome.ANSWERED));
    }

    @Test
    void a_bucket_keys_context_names_its_bucket_too() {
        kms.call(GenerateDataKey.aes256(key, Map.of("aws:s3:arn", "arn:aws:s3:::bucket")), root);

        assertThat(line(kms.lastRecord().toJson()).orElseThrow().bucket()).isEqualTo("bucket");
    }

    @Test
    void refused_and_throttled_calls_are_told_apart() {
        Refusals.refused("InvalidCiphertextException", () -> kms.call(Decrypt.blob(new byte[99], Map.of()), root));
        assertThat(line(kms.lastRecord().toJson()).orElseThrow().outcome()).isEqualTo(CostLine.Outcome.FAILED);

        Refusals.refused("ThrottlingException", () -> {
            for (int i = 0; i < 6; i++) {
                kms.call(new DisableKey(key), root);
            }
        });
        assertThat(line(kms.lastRecord().toJson()).orElseThrow().outcome()).isEqualTo(CostLine.Outcome.THROTTLED);
    }

    @Test
    void what_may_have_changed_something_is_told_from_what_cannot_be_in_the_log_twice() {
        kms.call(new DisableKey(key), root);
        assertThat(change()).contains(UUID.fromString(kms.lastRecord().eventID()));

        Refusals.refused("DisabledException", () -> kms.call(GenerateDataKey.aes256(key, Map.of()), root));
        assertThat(change()).isEmpty();
        Refusals.refused("ThrottlingException", () -> {
            for (int i = 0; i < 6; i++) {
                kms.call(new DisableKey(key), root);
            }
        });
        assertThat(change()).isEmpty();
    }

    @Test
    void the_owners_copy_of_another_accounts_call_costs_nothing_more() {
        String shared = kms.createKey(root, """
                {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}""");
        kms.records.clear();
        kms.call(GenerateDataKey.aes256(shared, Map.of()), Callers.root(new AccountId("222222222222")));

        assertThat(kms.records).hasSize(2);
        assertThat(kms.records.stream().flatMap(r -> line(r.toJson()).stream()))
                .extracting(CostLine::account)
                .containsExactly("222222222222");
    }

    @Test
    void what_is_no_call_of_kms_does_not_count() {
        assertThat(line("{}")).isEmpty();
        assertThat(line(kms.lastRecord().toJson().replace("kms.amazonaws.com", "s3.amazonaws.com")))
                .isEmpty();
        assertThatThrownBy(() -> line("no json")).isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<UUID> change() {
        return MeteredCall.of(kms.lastRecord().toJson()).orElseThrow().change();
    }

    private static Optional<CostLine> line(String json) {
        return MeteredCall.of(json).map(MeteredCall::line);
    }
}

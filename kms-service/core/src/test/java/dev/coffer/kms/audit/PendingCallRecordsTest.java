package dev.coffer.kms.audit;

import static dev.coffer.kms.Refusals.refused;
import static dev.coffer.kms.audit.RecordJson.json;
import static dev.coffer.kms.audit.RecordJson.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.aws.AccountId;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.CancelKeyDeletion;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed with a change, beside what is recorded after the answer. */
class PendingCallRecordsTest {
    private static final AccountId OWNER = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");
    private static final Map<String, String> CONTEXT = Map.of("aws:s3:arn", "arn:aws:s3:::bucket/key");

    private final TestKms kms = new TestKms();
    private final Caller root = Callers.root(OWNER);
    private final String key = kms.createKey(root);

    @BeforeEach
    void from_now_on() {
        kms.store.records.clear();
        kms.records.clear();
        kms.acknowledged.drain();
    }

    @Test
    void a_record_committed_with_a_change_is_the_one_of_the_answer_without_the_answer() {
        kms.createKey(root);
        kms.call(new CreateAlias("alias/a", key), root);
        kms.call(new DisableKey(key), root);

        assertThat(kms.store.records).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode committed = json(kms.store.records.get(i).record());
            assertThat(committed.get("responseElements").isNull()).isTrue();
            assertThat(without(committed, "responseElements"))
                    .isEqualTo(without(json(kms.records.get(i)), "responseElements"));
        }
        assertThat(kms.store.records.get(1).orderKey()).isEqualTo(key);
    }

    @Test
    void a_row_is_removed_once_the_log_has_its_record_and_no_sooner() {
        kms.call(new DisableKey(key), root);
        assertThat(kms.acknowledged.drain()).isEqualTo(committedIds(kms));

        kms.call(new DescribeKey(key, List.of()), root);
        assertThat(kms.acknowledged.drain()).isEmpty();

        TestKms unlucky = new TestKms((region, orderKey, records) -> {
            throw new AuditLog.Unavailable("away", new IllegalStateException());
        });
        refused("KMSInternalException", "", () -> unlucky.call(TestKms.create(Optional.empty()), root));
        assertThat(unlucky.store.records).hasSize(1);
        assertThat(unlucky.acknowledged.drain()).isEmpty();
    }

    @Test
    void a_change_of_which_nobody_knows_whether_it_was_committed_is_left_to_recovery() {
        kms.store.losesAnswers = true;
        refused("KMSInternalException", "", () -> kms.call(new DisableKey(key), root));

        assertThat(kms.lastRecord().errorCode()).contains("KMSInternalException");
        assertThat(kms.store.records).singleElement().satisfies(committed -> {
            assertThat(committed.record().errorCode()).isEmpty();
            assertThat(committed.record().requestID())
                    .isEqualTo(kms.lastRecord().requestID());
            assertThat(committed.record().eventID())
                    .isNotEqualTo(kms.lastRecord().eventID());
        });
        assertThat(kms.acknowledged.drain()).isEmpty();
    }

    @Test
    void a_change_across_accounts_is_committed_with_both_trails_records() {
        String shared = kms.createKey(root, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                 "Principal": {"AWS": ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"]}}]}""");
        kms.store.records.clear();
        kms.records.clear();
        kms.call(new DisableKey(shared), Callers.root(OTHER));

        assertThat(kms.store.records)
                .extracting(PendingRecord::record)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("responseElements")
                .containsExactlyElementsOf(kms.records)
                .extracting(AuditRecord::recipientAccountId)
                .containsExactly("222222222222", "111111111111");
    }

    @Test
    void what_changes_nothing_commits_no_record() {
        kms.call(new DisableKey(key), root);
        kms.store.records.clear();

        kms.call(new DisableKey(key), root);
        kms.call(new DescribeKey(key, List.of()), root);
        refused("KMSInvalidStateException", () -> kms.call(new CancelKeyDeletion(key), root));
        refused("DisabledException", () -> kms.call(GenerateDataKey.aes256(key, CONTEXT), root));
        assertThat(kms.store.records).isEmpty();
    }

    @Test
    void the_call_for_which_s3s_key_is_made_is_committed_with_it() {
        Caller alice = Callers.viaS3(Callers.user(OWNER, "alice", "kms:*"));
        String made =
                kms.call(GenerateDataKey.aes256("alias/aws/s3", CONTEXT), alice).keyId();

        assertThat(kms.store.records).singleElement().satisfies(committed -> {
            assertThat(committed.orderKey()).isEqualTo(made);
            assertThat(committed.record().eventID()).isEqualTo(kms.lastRecord().eventID());
            assertThat(committed.record().resources())
                    .isEqualTo(kms.lastRecord().resources());
        });
    }

    @Test
    void what_kms_does_by_itself_is_committed_as_it_is_recorded() {
        kms.call(new ScheduleKeyDeletion(key, Optional.of(7)), root);
        kms.store.records.clear();
        kms.pass(Duration.ofDays(7));

        assertThat(kms.store.records).extracting(PendingRecord::record).containsExactly(kms.lastRecord());
    }

    private static List<UUID> committedIds(TestKms kms) {
        return kms.store.records.stream()
                .map(committed -> UUID.fromString(committed.record().eventID()))
                .toList();
    }
}

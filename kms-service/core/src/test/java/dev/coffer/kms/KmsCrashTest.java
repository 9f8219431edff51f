package dev.coffer.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import dev.coffer.kms.api.Usage;
import dev.coffer.kms.crypto.RootKeys;
import dev.coffer.kms.fault.FaultPoint;
import dev.coffer.kms.key.KeyCalendar;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyRows;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Entities;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestKafka;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import dev.coffer.testing.fault.SwitchedFaults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wherever the process dies under a call, nobody has an answer that is not on the trail, no key is changed without a
 * record, and the retry of a caller who was not answered is recorded once. The thread of a call dies; what recovers its
 * records is as another instance.
 */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class KmsCrashTest {
    private static final Region VIRGINIA = new Region("us-east-1");

    private final AccountId account = Callers.freshAccount();
    private final Caller root = Callers.root(account);

    @Inject
    KmsApi kms;

    @Inject
    SwitchedFaults faults;

    @Inject
    Entities entities;

    @Inject
    Database database;

    @ConfigProperty(name = "coffer.data")
    Path data;

    @AfterEach
    void live() {
        faults.clear();
    }

    @ParameterizedTest
    @EnumSource(FaultPoint.class)
    void a_data_key_is_with_nobody_unless_its_record_is_in_the_log(FaultPoint point) {
        String keyId = createKey();
        GenerateDataKey request = GenerateDataKey.aes256(keyId, Map.of());
        faults.set(Crash.at(point));

        assertThatThrownBy(() -> call(request)).isInstanceOf(SimulatedCrash.class);
        faults.clear();
        int unanswered = point == FaultPoint.ANSWER ? 1 : 0;
        assertThat(records("GenerateDataKey")).hasSize(unanswered);

        String material = call(request).keyMaterialId();
        assertThat(records("GenerateDataKey"))
                .hasSize(unanswered + 1)
                .allSatisfy(record ->
                        assertThat(record.additionalEventData().toString()).contains(material))
                .extracting(AuditRecord::eventID)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(FaultPoint.class)
    void a_change_that_was_not_answered_is_whole_and_its_retry_is_recorded_once(FaultPoint point) {
        String keyId = createKey();
        faults.set(Crash.at(point));

        assertThatThrownBy(() -> call(new DisableKey(keyId))).isInstanceOf(SimulatedCrash.class);
        faults.clear();
        assertThat(call(new DescribeKey(keyId, List.of())).keyMetadata().enabled())
                .isFalse();
        int unanswered = point == FaultPoint.ANSWER ? 1 : 0;
        assertThat(records("DisableKey")).hasSize(unanswered);

        call(new DisableKey(keyId));
        assertThat(records("DisableKey"))
                .hasSize(unanswered + 1)
                .allSatisfy(record -> assertThat(record.errorCode()).isEmpty())
                .extracting(AuditRecord::eventID)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(FaultPoint.class)
    void a_change_that_was_not_answered_is_recorded_once_without_a_retry(FaultPoint point) {
        String keyId = createKey();
        faults.set(Crash.at(point));
        assertThatThrownBy(() -> call(new DisableKey(keyId))).isInstanceOf(SimulatedCrash.class);
        faults.clear();

        awaitNoPending(account);
        String arn = "arn:aws:kms:us-east-1:" + account + ":key/" + keyId;
        assertThat(events(account, "DisableKey"))
                .singleElement()
                .satisfies(copies -> assertThat(copies).last().satisfies(record -> {
                    assertThat(record.errorCode()).isEmpty();
                    assertThat(record.requestParameters()).isEqualTo(Map.of("keyId", keyId));
                    assertThat(record.responseElements()).isNull();
                    assertThat(record.resources())
                            .extracting(AuditRecord.Resource::arn)
                            .containsExactly(arn);
                }));
        await().untilAsserted(() -> assertThat(metered(arn, "DisableKey"))
                .as("once, of however many copies")
                .isEqualTo(1));
    }

    @Test
    void a_change_across_accounts_that_was_not_answered_is_in_both_trails() {
        AccountId other = Callers.freshAccount();
        String arn = call(TestKms.create(Optional.of("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*",
                         "Resource": "*", "Principal": "*"}]}"""))).keyMetadata().arn();
        faults.set(Crash.at(FaultPoint.RECORD));
        assertThatThrownBy(() -> kms.call(new DisableKey(arn), VIRGINIA, Callers.root(other)))
                .isInstanceOf(SimulatedCrash.class);
        faults.clear();

        awaitNoPending(account);
        AuditRecord theirs = events(other, "DisableKey").getFirst().getFirst();
        AuditRecord owners = events(account, "DisableKey").getFirst().getFirst();
        assertThat(theirs.sharedEventID()).isPresent().isEqualTo(owners.sharedEventID());
        assertThat(theirs.eventID()).isNotEqualTo(owners.eventID());
        assertThat(theirs.requestID()).isEqualTo(owners.requestID());
        assertThat(owners.userIdentity()).containsEntry("accountId", other.value());
    }

    @Test
    void a_deletion_at_the_end_of_its_time_is_recorded_though_its_instance_died() {
        String keyId = createKey();
        call(new ScheduleKeyDeletion(keyId, Optional.of(7)));
        KeyRings images = new KeyRings(List.of(VIRGINIA));
        KeyStore store =
                new KeyRows(entities, images, new RootKeys(database, List.of(VIRGINIA), Optional.empty(), data).load());
        store.refresh(VIRGINIA);

        new KeyCalendar(images, store, () -> Instant.now().plus(Duration.ofDays(7)), Instant::now, dead -> {}).run();

        awaitNoPending(account);
        assertThat(events(account, "DeleteKey"))
                .singleElement()
                .satisfies(copies -> assertThat(copies).singleElement().satisfies(record -> {
                    assertThat(record.eventType()).isEqualTo("AwsServiceEvent");
                    assertThat(record.resources().getFirst().arn()).endsWith(keyId);
                }));
    }

    @Test
    void a_record_that_was_appended_with_the_answer_waits_no_longer() {
        call(new DisableKey(createKey()));

        awaitNoPending(account);
        assertThat(events(account, "DisableKey"))
                .singleElement()
                .satisfies(copies -> assertThat(copies).hasSize(1));
    }

    private void awaitNoPending(AccountId owner) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(database.statements()
                                .query(
                                        "select record from kms.pending_record where order_key like $1",
                                        row -> row.getString(0),
                                        "%:" + owner + ":%"))
                        .isEmpty());
    }

    /** The copies of each event of an account's trail. */
    private static List<List<AuditRecord>> events(AccountId account, String event) {
        return List.copyOf(records(account, event).stream()
                .collect(Collectors.groupingBy(
                        record -> record.eventID() + record.eventTime(), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private long metered(String arn, String operation) {
        return call(new Usage(Optional.empty(), Optional.empty(), List.of("key", "operation"))).rows().stream()
                .filter(row -> row.by().get("key").equals(arn)
                        && row.by().get("operation").equals(operation))
                .mapToLong(Usage.Row::calls)
                .sum();
    }

    private List<AuditRecord> records(String event) {
        return records(account, event);
    }

    private static List<AuditRecord> records(AccountId account, String event) {
        return TestKafka.shared().read(Topics.kmsAudit(VIRGINIA)).stream()
                .map(entry -> AuditRecord.fromJson(new String(entry.value(), StandardCharsets.UTF_8)))
                .filter(record -> record.recipientAccountId().equals(account.value())
                        && record.eventName().equals(event))
                .toList();
    }

    private String createKey() {
        return call(TestKms.create(Optional.empty())).keyMetadata().keyId();
    }

    private <R> R call(KmsOperation<R> operation) {
        return kms.call(operation, VIRGINIA, root);
    }
}

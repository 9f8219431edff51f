package dev.coffer.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.coffer.kms.fault.FaultPoint;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestKafka;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import dev.coffer.testing.fault.SwitchedFaults;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wherever the process dies under a call, nobody has an answer that is not on the trail, and the retry of a caller who was
 * not answered is recorded once.
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

    private List<AuditRecord> records(String event) {
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

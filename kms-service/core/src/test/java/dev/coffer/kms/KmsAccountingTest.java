package dev.coffer.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.api.Nothing;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.Topics;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GetQuotas;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.api.PutQuota;
import dev.coffer.kms.api.UpdateKeyDescription;
import dev.coffer.kms.api.Usage;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.audit.CallRecords;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.quota.QuotaRows;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What is recorded, throttled and metered, on real engines. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class KmsAccountingTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Map<String, String> CONTEXT = Map.of("aws:s3:arn", "arn:aws:s3:::bucket");

    private final AccountId account = Callers.freshAccount();
    private final Caller root = Callers.root(account);

    @Inject
    KmsApi kms;

    @Inject
    AuditLog log;

    @Inject
    QuotaRows quotaRows;

    @Test
    void the_record_is_in_the_log_before_the_answer_is_there() {
        String keyId = createKey();
        String material = call(GenerateDataKey.aes256(keyId, CONTEXT)).keyMaterialId();

        List<ConsumerRecord<String, byte[]>> records = TestKafka.shared().read(Topics.kmsAudit(VIRGINIA));
        assertThat(records)
                .filteredOn(record -> new String(record.value(), StandardCharsets.UTF_8).contains(material)
                        && new String(record.value(), StandardCharsets.UTF_8).contains("\"GenerateDataKey\""))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.key()).isEqualTo("arn:aws:kms:us-east-1:" + account + ":key/" + keyId));
    }

    @Test
    void a_call_whose_record_the_log_cannot_take_fails_and_works_again_when_it_can() throws Exception {
        String topic = Topics.kmsAudit(IRELAND);
        String keyId = kms.call(TestKms.create(Optional.empty()), IRELAND, root)
                .keyMetadata()
                .keyId();
        GenerateDataKey request = GenerateDataKey.aes256(keyId, CONTEXT);

        configure(topic, new AlterConfigOp(new ConfigEntry("max.message.bytes", "100"), AlterConfigOp.OpType.SET));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> { // the broker learns its configuration in time
                            Instant asked = Instant.now();
                            Refusals.refused("KMSInternalException", "", () -> kms.call(request, IRELAND, root));
                            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
                        });

        configure(topic, new AlterConfigOp(new ConfigEntry("max.message.bytes", ""), AlterConfigOp.OpType.DELETE));
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(AwsException.class)
                .untilAsserted(() -> assertThat(
                                kms.call(request, IRELAND, root).plaintext().length())
                        .isEqualTo(32));
    }

    @Test
    void a_change_whose_record_the_log_cannot_take_is_recorded_when_it_can() throws Exception {
        String topic = Topics.kmsAudit(IRELAND);
        String keyId = kms.call(TestKms.create(Optional.empty()), IRELAND, root)
                .keyMetadata()
                .keyId();
        List<String> changes = new ArrayList<>();

        configure(topic, new AlterConfigOp(new ConfigEntry("max.message.bytes", "100"), AlterConfigOp.OpType.SET));
        try {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500)) // five a second are allowed
                    .untilAsserted(() -> {
                        changes.add("description " + changes.size());
                        Refusals.refused(
                                "KMSInternalException",
                                "",
                                () -> kms.call(new UpdateKeyDescription(keyId, changes.getLast()), IRELAND, root));
                    });
        } finally {
            configure(topic, new AlterConfigOp(new ConfigEntry("max.message.bytes", ""), AlterConfigOp.OpType.DELETE));
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(TestKafka.shared().read(topic).stream()
                                .map(entry -> AuditRecord.fromJson(new String(entry.value(), StandardCharsets.UTF_8)))
                                .filter(record -> record.recipientAccountId().equals(account.value())
                                        && record.eventName().equals("UpdateKeyDescription"))
                                .map(record -> record.requestParameters().get("description")))
                        .isEqualTo(changes));
        DescribeKey request = new DescribeKey(keyId, List.of());
        assertThat(kms.call(request, IRELAND, root).keyMetadata().description()).isEqualTo(changes.getLast());
    }

    @Test
    void a_log_that_does_not_answer_is_waited_for_seconds_only() {
        Region nowhere = new Region("ap-south-1"); // its topic is not there
        Instant asked = Instant.now();

        assertThatThrownBy(() -> log.append(nowhere, "key", List.of(anyRecord())))
                .isInstanceOf(AuditLog.Unavailable.class);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void many_calls_at_once_are_each_recorded_and_metered_once() throws InterruptedException {
        String keyId = createKey();
        int calls = 500;
        List<Thread> threads = IntStream.range(0, 50)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < calls / 50; n++) {
                        call(GenerateDataKey.aes256(keyId, CONTEXT)).plaintext().close();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(usage(keyId, "GenerateDataKey")).isEqualTo(calls));
    }

    @Test
    void a_changed_quota_throttles_at_once_and_the_meter_tells() {
        String keyId = createKey();
        GetQuotas.Result before = call(new GetQuotas(Optional.of(account.value())));
        assertThat(before.symmetricPerSecond()).isEqualTo(100_000);
        GetQuotas.Result put = call(new PutQuota(
                Optional.of(account.value()), Optional.of(true), Optional.of(0), Map.of("DescribeKey", 1)));
        assertThat(put.accounts()).containsKey(account.value());
        assertThat(call(new GetQuotas(Optional.empty())).symmetricPerSecond()).isEqualTo(100_000);

        for (int i = 0; i < 20; i++) {
            Refusals.refused("ThrottlingException", () -> call(GenerateDataKey.aes256(keyId, CONTEXT)));
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(call(new Usage(Optional.empty(), Optional.empty(), List.of("account")))
                                .rows())
                        .filteredOn(row -> row.by().get("account").equals(account.value()))
                        .singleElement()
                        .satisfies(row -> assertThat(row.throttled()).isEqualTo(20)));
    }

    @Test
    void a_quota_changed_on_another_instance_is_seen_within_a_second() {
        quotaRows.change(VIRGINIA, account.value(), Map.of("symmetric", 7));

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(call(new GetQuotas(Optional.of(account.value())))
                                .symmetricPerSecond())
                        .isEqualTo(7));
    }

    private static void configure(String topic, AlterConfigOp change) throws Exception {
        try (Admin admin = TestKafka.shared().admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private long usage(String keyId, String operation) {
        return call(new Usage(Optional.empty(), Optional.empty(), List.of("key", "operation"))).rows().stream()
                .filter(row -> row.by().get("key").endsWith(keyId)
                        && row.by().get("operation").equals(operation))
                .mapToLong(Usage.Row::calls)
                .sum();
    }

    private AuditRecord anyRecord() {
        ListKeys operation = new ListKeys(Optional.empty(), Optional.empty());
        KmsCall call = new KmsCall(operation, VIRGINIA, root, Instant.now(), "request");
        return CallRecords.answered(Nothing.NOTHING, call, call.time()).getFirst();
    }

    private String createKey() {
        return call(TestKms.create(Optional.empty())).keyMetadata().keyId();
    }

    private <R> R call(KmsOperation<R> operation) {
        return kms.call(operation, VIRGINIA, root);
    }
}

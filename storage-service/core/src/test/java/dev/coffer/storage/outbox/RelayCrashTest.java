package dev.coffer.storage.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.KafkaConnection;
import dev.coffer.platform.metrics.Waiting;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.testing.TestDatabase;
import dev.coffer.testing.TestKafka;
import dev.coffer.testing.fault.Crash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the relay dies, its consumers, who know an event by its id, see each once and in order. On real engines. */
class RelayCrashTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDatabase postgres = TestDatabase.shared().another("relay_crash");
    private final Database database = postgres.database();
    private final OutboxBell bell = new OutboxBell();
    private final TestKafka kafka = TestKafka.shared();
    private final String topic = "coffer.test.outbox-" + UUID.randomUUID();
    private final List<String> ids =
            IntStream.range(0, 50).mapToObj(i -> "event " + i).toList();
    private final KafkaOutboxLog log = new KafkaOutboxLog(new KafkaConnection(Map.of(), kafka.bootstrapServers()));

    @BeforeEach
    void prepare() {
        postgres.migrate("storage");
        kafka.createTopics(1, topic);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPoint.class,
            names = {"OUTBOX_SEND", "OUTBOX_ACKNOWLEDGE"})
    void a_relay_killed_at_any_step_has_a_successor_that_loses_and_reorders_nothing(FaultPoint point) {
        ids.forEach(this::append);
        Crash crash = Crash.at(point);
        try (OutboxRelay killed = new OutboxRelay(database, bell, log, crash)) {
            killed.start();
            Awaitility.await()
                    .dontCatchUncaughtExceptions() // the crash is one
                    .atMost(SOON)
                    .until(crash::happened);
        }
        List<String> before = told();
        boolean sent = point == FaultPoint.OUTBOX_ACKNOWLEDGE;
        assertThat(before.isEmpty()).isNotEqualTo(sent);

        try (OutboxRelay next = new OutboxRelay(database, bell, log, FaultPoints.NONE)) {
            next.start();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> database.transaction(OutboxRows::waiting).equals(new Waiting(0, 0)));
        }

        List<String> all = told();
        assertThat(all).as("what was not noted is sent again").hasSize(before.size() + ids.size());
        assertThat(all.stream().distinct()).containsExactlyElementsOf(ids);
    }

    private List<String> told() {
        return kafka.read(topic).stream()
                .map(entry -> new String(entry.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private void append(String payload) {
        database.pipelined(transaction -> {
            OutboxRows.append(transaction, List.of(new OutboxMessage(topic, "k", "text/plain", payload)));
            return payload;
        });
    }
}

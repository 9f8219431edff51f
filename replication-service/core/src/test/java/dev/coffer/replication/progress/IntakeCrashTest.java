package dev.coffer.replication.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.replication.fault.FaultPoint;
import dev.coffer.testing.TestDatabase;
import dev.coffer.testing.TestKafka;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;

/** From a real log into real rows, by a consumer that dies before it commits its offsets. */
class IntakeCrashTest extends WorkersHarness {
    private static final int EVENTS = 30;

    private final TestKafka kafka = TestKafka.shared();
    private final String topic = "coffer.s3.object-events.test-" + UUID.randomUUID();

    @Test
    void events_that_are_delivered_again_are_owed_once() throws Exception {
        kafka.createTopics(1, topic);
        IntStream.range(0, EVENTS)
                .forEach(i -> kafka.send(topic, "k" + i, ObjectEventCodec.encode(event("k" + i, i + 1, "copies"))));

        try (KafkaConsumer<String, byte[]> killed = kafka.consumer(topic)) {
            assertThatThrownBy(() -> consume(killed, Crash.at(FaultPoint.OFFSET_COMMIT)))
                    .isInstanceOf(SimulatedCrash.class);
        }
        assertThat(backlog().pending()).isPositive();

        try (KafkaConsumer<String, byte[]> next = kafka.consumer(topic)) {
            consume(next, FaultPoints.NONE);
        }
        assertThat(backlog().pending()).isEqualTo(EVENTS);
    }

    /** As the service does it: a batch, then its offsets; until all events have come. */
    private void consume(KafkaConsumer<String, byte[]> consumer, FaultPoints faults) throws InterruptedException {
        TaskRows rows = new TaskRows(TestDatabase.shared().database(), "intake/1");
        Intake intake = new Intake(
                rows,
                (delivery, reason, attempts) -> {
                    throw new AssertionError(reason);
                },
                () -> {},
                faults);
        for (int delivered = 0; delivered < EVENTS; ) {
            List<Delivery> batch = Delivery.of(consumer.poll(Duration.ofSeconds(5)));
            intake.take(batch);
            consumer.commitSync();
            delivered += batch.size();
        }
    }
}

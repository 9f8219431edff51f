package dev.coffer.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.audit.SampleRecord;
import dev.coffer.audit.fault.FaultPoint;
import dev.coffer.audit.trail.TrailRecords;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.kafka.Delivery;
import dev.coffer.platform.sql.Database;
import dev.coffer.testing.TestDatabase;
import dev.coffer.testing.TestKafka;
import dev.coffer.testing.fault.Crash;
import dev.coffer.testing.fault.SimulatedCrash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ingestion on a real database and, where redelivery matters, a real log. */
class IngestionTest {
    private final Database database = TestDatabase.shared().database();
    private final List<String> buried = new ArrayList<>();
    private final Ingestion ingestion = ingestion(FaultPoints.NONE);

    @BeforeEach
    void emptyTrail() {
        TestDatabase.shared().migrate("audit");
    }

    @ParameterizedTest
    @EnumSource(FaultPoint.class)
    void a_consumer_killed_at_any_step_leaves_each_record_on_the_trail_once(FaultPoint point) throws Exception {
        TestKafka kafka = TestKafka.shared();
        String topic = "coffer.audit.kms.test-" + UUID.randomUUID();
        kafka.createTopics(1, topic);
        IntStream.range(0, 40).forEach(i -> kafka.send(topic, "k", new SampleRecord().json()));

        try (KafkaConsumer<String, byte[]> killed = TestKafka.shared().consumer(topic)) {
            Ingestion dying = ingestion(Crash.at(point));
            assertThatThrownBy(() -> consume(killed, dying)).isInstanceOf(SimulatedCrash.class);
            assertThat(count() > 0).isEqualTo(point == FaultPoint.OFFSET_COMMIT);
            assertThat(committed(killed, topic))
                    .as("committed before the crash")
                    .isZero();
        }

        try (KafkaConsumer<String, byte[]> next = TestKafka.shared().consumer(topic)) {
            consume(next, ingestion);
            assertThat(committed(next, topic)).isEqualTo(40);
        }
        assertThat(count()).isEqualTo(40);
        assertThat(buried).isEmpty();
    }

    @Test
    void two_consumers_that_store_the_same_records_at_once_store_each_once() throws Exception {
        List<Delivery> batch = IntStream.range(0, 200)
                .mapToObj(i -> delivery(i, new SampleRecord().json()))
                .toList();
        CountDownLatch start = new CountDownLatch(1);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> consumers = Stream.of(batch, batch.reversed())
                .map(deliveries -> Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                        ingestion.store(deliveries);
                    } catch (InterruptedException | RuntimeException e) {
                        failures.add(e);
                    }
                }))
                .toList();
        start.countDown();
        for (Thread consumer : consumers) {
            consumer.join();
        }

        assertThat(failures).isEmpty();
        assertThat(count()).isEqualTo(200);
    }

    @Test
    void a_batch_with_poison_in_the_middle_is_stored_but_for_the_poison() throws Exception {
        ingestion.store(List.of(
                delivery(0, new SampleRecord().json()),
                delivery(1, "{"),
                new Delivery("t", 0, 2, null, null),
                delivery(3, new SampleRecord().json())));

        assertThat(count()).isEqualTo(2);
        assertThat(buried).hasSize(2).anyMatch(reason -> reason.equals("no value"));
    }

    @Test
    void a_record_that_the_database_refuses_is_buried_alone() throws Exception {
        database.statements()
                .update("alter table audit.record add constraint no_poison check (event_name <> 'Poison')");

        ingestion.store(IntStream.range(0, 9)
                .mapToObj(i -> delivery(
                        i,
                        new SampleRecord().name(i == 4 ? "Poison" : "Decrypt").json()))
                .toList());

        assertThat(count()).isEqualTo(8);
        assertThat(buried).singleElement().asString().contains("no_poison");
    }

    @Test
    void what_the_database_cannot_take_now_is_stored_later_and_not_buried() throws Exception {
        database.statements().update("alter table audit.record rename to gone");
        AtomicInteger stored = new AtomicInteger();
        Thread consumer = Thread.ofVirtual().start(() -> {
            try {
                ingestion.store(List.of(delivery(0, new SampleRecord().json())));
                stored.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().pollDelay(Duration.ofMillis(300)).until(() -> stored.get() == 0 && consumer.isAlive());

        database.statements().update("alter table audit.gone rename to record");

        await().until(() -> stored.get() == 1);
        assertThat(count()).isEqualTo(1);
        assertThat(buried).isEmpty();
    }

    @Test
    void dead_letters_that_cannot_be_written_are_tried_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Ingestion stubborn = new Ingestion(
                new TrailRecords(database),
                (delivery, reason, attempts) -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("the log is away");
                    }
                },
                FaultPoints.NONE);

        stubborn.store(List.of(delivery(0, "poison")));

        assertThat(tries).hasValue(3);
    }

    private Ingestion ingestion(FaultPoints faults) {
        return new Ingestion(new TrailRecords(database), (delivery, reason, attempts) -> buried.add(reason), faults);
    }

    /** As the service does it: a batch, then its offsets; until 40 records have come. */
    private static void consume(KafkaConsumer<String, byte[]> consumer, Ingestion ingestion)
            throws InterruptedException {
        for (int delivered = 0; delivered < 40; ) {
            List<Delivery> batch = Delivery.of(consumer.poll(Duration.ofSeconds(5)));
            ingestion.store(batch);
            consumer.commitSync();
            delivered += batch.size();
        }
    }

    private static long committed(KafkaConsumer<String, byte[]> consumer, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        return Optional.ofNullable(consumer.committed(Set.of(partition)).get(partition))
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
    }

    private long count() {
        return database.statements()
                .first("select count(*) from audit.record", row -> row.getLong(0))
                .orElseThrow();
    }

    private static Delivery delivery(long offset, String json) {
        return new Delivery("t", 0, offset, "k", json.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.coffer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.events.Topics;
import dev.coffer.testing.EnginesResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the log into the trail, the whole service on real engines. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class AuditTrailTest {
    @Inject
    AuditApi audit;

    TrailClient trail;

    @BeforeEach
    void newAccount() {
        trail = new TrailClient(audit);
    }

    @Test
    void a_record_that_the_log_has_taken_is_looked_up_at_once() {
        String id = UUID.randomUUID().toString();
        trail.send(trail.record().id(id));
        Instant acknowledged = Instant.now();

        LookupEvents.Event event = trail.awaitEvents(1).getFirst();

        assertThat(Duration.between(acknowledged, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(event.eventId()).isEqualTo(id);
        assertThat(event.eventName()).isEqualTo("Decrypt");
        assertThat(event.readOnly()).isEqualTo("true");
        assertThat(event.username()).contains("nightly");
        assertThat(event.eventTime()).isEqualTo(trail.now);
        assertThat(event.resources()).containsExactly(new LookupEvents.Resource("AWS::KMS::Key", SampleRecord.KEY_ARN));
        assertThat(event.cloudTrailEvent()).contains("\"eventID\":\"" + id + "\"");
    }

    @Test
    void the_offsets_of_stored_records_are_committed() throws Exception {
        trail.send(trail.record());
        trail.awaitEvents(1);

        try (Admin admin = trail.kafka.admin()) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(committed(admin))
                            .isEqualTo(trail.kafka.read(TrailClient.TOPIC).size()));
        }
    }

    private static long committed(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets("coffer-audit")
                .partitionsToOffsetAndMetadata()
                .get(10, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().topic().equals(TrailClient.TOPIC))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    @Test
    void a_record_delivered_again_is_on_the_trail_once() {
        String twice = trail.record().json();
        trail.kafka.send(TrailClient.TOPIC, "k", twice);
        trail.kafka.send(TrailClient.TOPIC, "k", twice);
        trail.send(trail.record());

        assertThat(trail.awaitEvents(2)).hasSize(2);
    }

    @Test
    void a_poisoned_record_goes_to_the_dead_letters_and_holds_up_nothing() {
        byte[] poison = ("no record " + trail.account).getBytes(StandardCharsets.UTF_8);
        trail.kafka.send(TrailClient.TOPIC, "k", poison);
        trail.send(trail.record());

        trail.awaitEvents(1);

        assertThat(trail.kafka.read(Topics.deadLetters(TrailClient.TOPIC))).anySatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(new String(
                            letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                    .startsWith("not JSON");
            assertThat(new String(
                            letter.headers().lastHeader("dead-letter-topic").value(), StandardCharsets.UTF_8))
                    .isEqualTo(TrailClient.TOPIC);
        });
    }

    @Test
    void a_record_of_a_day_without_partitions_makes_them() {
        trail.send(trail.record().at(trail.now.minus(60, ChronoUnit.DAYS)));

        assertThat(trail.awaitEvents(1).getFirst().eventTime()).isEqualTo(trail.now.minus(60, ChronoUnit.DAYS));
    }

    @Test
    void what_is_older_than_90_days_is_stored_and_not_looked_up() {
        trail.send(trail.record().at(trail.now.minus(91, ChronoUnit.DAYS)));
        await().untilAsserted(() -> assertThat(trail.allRecords()).hasSize(1));

        assertThat(trail.lookUp(TrailClient.page(50, Optional.empty())).events())
                .isEmpty();
    }

    @Test
    void a_context_that_the_database_cannot_index_is_kept_on_the_trail() {
        String hostile = "arn:aws:s3:::b/\u0000" + "k".repeat(5000);
        trail.send(trail.record().context(hostile));

        assertThat(trail.awaitEvents(1).getFirst().cloudTrailEvent()).contains("\\u0000kkk");
        assertThat(trail.query(TrailClient.records(Optional.of(hostile), 100, Optional.empty()))
                        .records())
                .hasSize(1);
    }
}

package dev.coffer.replication.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.replication.TestEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    @Test
    void each_destination_that_the_event_names_is_a_task() {
        ObjectEvent event = TestEvents.created("reports", "2026/q3 ü.pdf", "v1", 7, "copies", "archive");
        String json = ObjectEventCodec.encode(event);

        List<ReplicationTask> tasks = Plan.of(json.getBytes(StandardCharsets.UTF_8));

        assertThat(tasks).extracting(ReplicationTask::destinationBucket).containsExactly("copies", "archive");
        assertThat(tasks.getFirst())
                .isEqualTo(new ReplicationTask(
                        TestEvents.IRELAND,
                        event.id(),
                        "copies",
                        "reports",
                        "2026/q3 ü.pdf",
                        "v1",
                        7,
                        "rule",
                        TestEvents.ROLE,
                        Optional.of("alias/replica"),
                        Optional.empty(),
                        true,
                        event.time(),
                        json));
    }

    @Test
    void an_event_without_destinations_owes_nothing() {
        String json = ObjectEventCodec.encode(TestEvents.unreplicated("reports"));

        assertThat(Plan.of(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "no json", "{\"data\":{}}"})
    void what_is_no_object_event_is_refused(String text) {
        assertThatThrownBy(() -> Plan.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void a_key_with_nul_is_refused() {
        String json = ObjectEventCodec.encode(TestEvents.created("reports", "a\0b", "v1", 7, "copies"));

        assertThatThrownBy(() -> Plan.of(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEventException.class);
    }
}

package dev.coffer.events.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void ids_of_one_instant_rise() {
        Instant now = Instant.now();
        List<String> ids =
                IntStream.range(0, 10_000).mapToObj(n -> EventIds.next(now)).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ids_rise_though_the_clock_steps_back() {
        Instant now = Instant.now();
        String before = EventIds.next(now);
        assertThat(EventIds.next(now.minusSeconds(60))).isGreaterThan(before);
    }

    @Test
    void an_id_tells_its_time_and_version() {
        Instant later = Instant.now().plusSeconds(3600);
        UUID id = UUID.fromString(EventIds.next(later));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(later.toEpochMilli());
    }
}

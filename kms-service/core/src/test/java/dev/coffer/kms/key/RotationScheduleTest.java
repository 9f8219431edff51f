package dev.coffer.kms.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RotationScheduleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_rotation_is_due_after_each_period() {
        RotationSchedule schedule = RotationSchedule.every(90, START);

        assertThat(schedule.isDue(START.plus(Duration.ofDays(90)).minusMillis(1)))
                .isFalse();
        assertThat(schedule.isDue(START.plus(Duration.ofDays(90)))).isTrue();
        assertThat(schedule.after(START.plus(Duration.ofDays(90))).next()).contains(START.plus(Duration.ofDays(180)));
    }

    @Test
    void missed_rotations_are_not_made_up_for() {
        RotationSchedule after = RotationSchedule.every(90, START).after(START.plus(Duration.ofDays(400)));

        assertThat(after.next()).contains(START.plus(Duration.ofDays(450)));
    }

    @Test
    void rotation_that_is_off_is_never_due() {
        assertThat(RotationSchedule.OFF.isDue(Instant.MAX)).isFalse();
        assertThat(RotationSchedule.OFF.after(START)).isEqualTo(RotationSchedule.OFF);
    }
}

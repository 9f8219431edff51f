package dev.coffer.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "6, 3200", "7, 5000", "40, 5000", "2147483647, 5000"})
    void waits_double_up_to_the_bound_and_jitter_takes_at_most_half(int failures, long wholeMillis) {
        Random random = new Random(20261120);
        for (int i = 0; i < 200; i++) {
            assertThat(BACKOFF.after(failures, random))
                    .isBetween(Duration.ofMillis(wholeMillis / 2), Duration.ofMillis(wholeMillis));
        }
    }

    @Test
    void waits_differ() {
        Random random = new Random(20261120);

        assertThat(BACKOFF.after(7, random)).isNotEqualTo(BACKOFF.after(7, random));
    }

    @Test
    void a_bound_below_the_first_wait_is_no_backoff() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofMillis(1)));
    }
}

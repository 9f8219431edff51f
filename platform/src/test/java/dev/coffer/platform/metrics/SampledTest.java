package dev.coffer.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SampledTest {
    @Test
    void a_measurement_that_fails_leaves_no_old_value_and_the_next_one_counts() {
        AtomicBoolean away = new AtomicBoolean();
        try (Sampled<String> sampled = new Sampled<>(
                "test",
                Duration.ofMillis(5),
                () -> {
                    if (away.get()) {
                        throw new IllegalStateException("the database is away");
                    }
                    return "measured";
                },
                "unknown")) {
            assertThat(sampled.latest()).isEqualTo("unknown");
            sampled.start();
            Awaitility.await().until(() -> sampled.latest().equals("measured"));
            away.set(true);
            Awaitility.await().until(() -> sampled.latest().equals("unknown"));
            away.set(false);
            Awaitility.await().until(() -> sampled.latest().equals("measured"));
        }
    }
}

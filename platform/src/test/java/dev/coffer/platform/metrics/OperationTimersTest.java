package dev.coffer.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class OperationTimersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OperationTimers timers =
            new OperationTimers(registry, "coffer.test", "", "operation", "region", "outcome");

    private long count(String outcome) {
        return registry.get("coffer.test")
                .tags("operation", "Decrypt", "region", "us-east-1", "outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void what_was_done_refused_throttled_and_failed_is_told_apart() {
        assertThat(timers.time("Decrypt", "us-east-1", () -> "plain")).isEqualTo("plain");
        fail(new AwsException("AccessDeniedException", 400, ""));
        fail(new AwsException("ThrottlingException", 400, ""));
        fail(new AwsException("SlowDown", 503, ""));
        fail(new AwsException("KMSInternalException", 500, ""));
        fail(new IllegalStateException());
        assertThat(count("ok")).isEqualTo(1);
        assertThat(count("refused")).isEqualTo(1);
        assertThat(count("throttled")).isEqualTo(2);
        assertThat(count("failed")).isEqualTo(2);
    }

    private void fail(RuntimeException failure) {
        assertThatThrownBy(() -> timers.time("Decrypt", "us-east-1", () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }
}

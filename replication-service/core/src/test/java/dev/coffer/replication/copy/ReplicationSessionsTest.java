package dev.coffer.replication.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.replication.TestRoles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationSessionsTest {
    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private boolean trusted = true;
    private final ReplicationSessions sessions = new ReplicationSessions(
            (roleArn, facts) -> {
                asked.add(roleArn);
                if (!trusted) {
                    throw S3Error.ACCESS_DENIED.error();
                }
                return TestRoles.session(roleArn, facts);
            },
            () -> now);

    @Test
    void a_session_is_used_for_25_seconds_with_a_request_id_for_each_use() {
        Caller first = sessions.of("role");
        now = now.plusSeconds(24);
        Caller second = sessions.of("role");

        assertThat(asked).hasSize(1);
        assertThat(second.facts().requestId())
                .isNotEqualTo(first.facts().requestId())
                .hasSize(16);
        assertThat(second.facts().sourceIp()).isEqualTo("s3.amazonaws.com");

        now = now.plus(Duration.ofSeconds(1));
        sessions.of("role");
        assertThat(asked).hasSize(2);
    }

    @Test
    void each_role_has_its_own_session() {
        assertThat(sessions.of("one").principal())
                .isNotEqualTo(sessions.of("two").principal());
    }

    @Test
    void a_refusal_is_not_remembered() {
        trusted = false;
        assertThatThrownBy(() -> sessions.of("role")).isInstanceOf(AwsException.class);

        trusted = true;
        assertThat(sessions.of("role")).isNotNull();
    }
}

package dev.coffer.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void the_innermost_message_is_what_people_can_act_on() {
        assertThat(StartFailure.describe(new IllegalStateException(
                        "Failed to start", new RuntimeException(new IllegalArgumentException("the key is missing")))))
                .isEqualTo("the key is missing");
    }

    @Test
    void it_is_one_line() {
        assertThat(StartFailure.describe(new IllegalStateException("cannot connect\n  at all")))
                .isEqualTo("cannot connect");
    }

    @Test
    void without_any_message_its_kind_is_told() {
        assertThat(StartFailure.describe(new IllegalStateException("", new NullPointerException())))
                .isEqualTo("IllegalStateException");
    }
}

package dev.coffer.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmzDateTest {
    @Test
    void times_are_read_as_they_are_written() {
        Instant time = Instant.parse("2026-02-28T23:59:08Z");

        assertThat(AmzDate.format(time.plusMillis(999))).isEqualTo("20260228T235908Z");
        assertThat(AmzDate.parse("20260228T235908Z")).hasValue(time);
        assertThat(AmzDate.parse(AmzDate.format(Instant.EPOCH))).hasValue(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20260228T235908",
                "20260228 235908Z",
                "20260228T235908z",
                "20261328T235908Z",
                "20260230T235908Z",
                "20260228T245908Z",
                "2026022８T235908Z",
                "-2260228T235908Z",
                "2026-02-28T23:59:08Z"
            })
    void other_forms_and_times_that_do_not_exist_are_none(String text) {
        assertThat(AmzDate.parse(text)).isEmpty();
    }
}

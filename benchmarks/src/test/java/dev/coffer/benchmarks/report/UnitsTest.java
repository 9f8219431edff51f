package dev.coffer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void sizes_are_read_as_they_are_written() {
        for (String text : new String[] {"512 B", "1 KiB", "4 KiB", "10 MiB", "2 GiB"}) {
            assertThat(Units.size(Units.parseSize(text))).isEqualTo(text);
        }
        assertThat(Units.parseSize("100MiB")).isEqualTo(104_857_600);
        assertThatThrownBy(() -> Units.parseSize("4 kB")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_have_three_digits() {
        assertThat(Units.figure(12_345.6)).isEqualTo("12,346");
        assertThat(Units.figure(12.345)).isEqualTo("12.3");
        assertThat(Units.figure(1.2345)).isEqualTo("1.23");
        assertThat(Units.figure(0.0123)).isEqualTo("0.012");
        assertThat(Units.figure(0)).isEqualTo("0");
    }

    @Test
    void tables_read_well_as_plain_text() {
        Markdown table =
                new Markdown().table(List.of("a", "rate"), List.of(List.of("plaintext", "1"), List.of("b", "22,222")));

        assertThat(table.toString()).isEqualTo("""

                | a         |   rate |
                | --------- | -----: |
                | plaintext |      1 |
                | b         | 22,222 |
                """);
    }
}

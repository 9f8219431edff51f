package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.ByteRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 0, 10, 0, 1",
                "0, 9, 10, 0, 10",
                "0, 99, 10, 0, 10",
                "9, -, 10, 9, 1",
                "3, 5, 10, 3, 3",
                "-, 1, 10, 9, 1",
                "-, 10, 10, 0, 10",
                "-, 99, 10, 0, 10",
                "0, 9223372036854775807, 10, 0, 10"
            })
    void a_range_is_cut_at_the_objects_end(
            @Nullable Long first, @Nullable Long last, long size, long offset, long length) {
        assertThat(Span.of(new ByteRange(Optional.ofNullable(first), Optional.ofNullable(last)), size))
                .hasValue(new Span(offset, length));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"10, -, 10", "10, 12, 10", "0, 0, 0", "0, -, 0", "-, 0, 10", "-, 5, 0"})
    void a_range_of_which_nothing_is_there_is_not_satisfiable(@Nullable Long first, @Nullable Long last, long size) {
        assertThatThrownBy(() -> Span.of(new ByteRange(Optional.ofNullable(first), Optional.ofNullable(last)), size))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.status()).isEqualTo(416);
                    assertThat(e.details()).containsEntry("ActualObjectSize", Long.toString(size));
                });
    }

    @ParameterizedTest
    @CsvSource({"5, 4", "1, 0"})
    void a_range_that_ends_before_it_begins_is_ignored(long first, long last) {
        assertThat(Span.of(new ByteRange(Optional.of(first), Optional.of(last)), 10))
                .isEmpty();
    }
}

package dev.coffer.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTextTest {

    @Test
    void the_arn_of_an_object_with_the_longest_key_is_kept_whole() {
        String arn = "arn:aws:s3:::" + "b".repeat(63) + "/" + "k".repeat(1024);

        assertThat(LookupText.of(arn)).isEqualTo(arn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "\uD83D\uDD10"})
    void over_long_text_is_cut_between_characters_below_the_limit(String character) {
        String cut = LookupText.of(character.repeat(2001));

        int bytes = cut.getBytes(StandardCharsets.UTF_8).length;
        int perCharacter = character.getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isLessThanOrEqualTo(LookupText.MAX_BYTES).isGreaterThan(LookupText.MAX_BYTES - perCharacter);
        assertThat(cut).isEqualTo(character.repeat(bytes / perCharacter));
    }

    @Test
    void nul_is_replaced() {
        assertThat(LookupText.of("a\0b")).isEqualTo("a\uFFFDb");
    }
}

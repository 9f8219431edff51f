package dev.coffer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    private static final PolicyRequest NO_CONTEXT =
            new PolicyRequest("s3:GetObject", "*", new Requester.Anonymous(), Map.of());

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "*,'',true",
        "*,anything,true",
        "?,'',false",
        "?,a,true",
        "?,ab,false",
        "a*c,abc,true",
        "a*c,ac,true",
        "a*c,abcd,false",
        "a*b*c,axxbyyc,true",
        "a*b*c,axxcyyb,false",
        "*.txt,a.txt.txt,true",
        "**,'',true",
        "a?*,a,false",
        "a?*,ab,true",
        "Get*,get,false",
        "'','',true",
        "'',a,false",
        "?,😀,true",
        "??,😀,false",
    })
    void wildcards_match_as_documented(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_101, 77})
    void agrees_with_regular_expressions_on_random_patterns(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String pattern = word(random, "ab*?", 8);
            String text = word(random, "ab", 10);
            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), text);
            assertThat(matches(pattern, text))
                    .as("seed %d: %s on %s", seed, pattern, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    @Timeout(5)
    void a_hostile_pattern_takes_no_exponential_time() {
        assertThat(matches("*a".repeat(2_000) + "b", "a".repeat(10_000))).isFalse();
    }

    @Test
    void variables_are_literal_and_unresolved_ones_match_nothing() {
        PolicyRequest request = NO_CONTEXT.plus(Map.of("aws:username", List.of("a*"), "k:many", List.of("1", "2")));

        assertThat(matches("${aws:UserName}/x", "a*/x", request)).isTrue();
        assertThat(matches("${aws:username}/x", "abc/x", request)).isFalse();
        assertThat(matches("${aws:missing}", "", request)).isFalse();
        assertThat(matches("${k:many}", "1", request)).isFalse();
        assertThat(matches("${aws:missing, 'team'}/*", "team/x", request)).isTrue();
        assertThat(matches("${*}${?}${$}{x}", "*?${x}", request)).isTrue();
        assertThat(matches("${*}", "x", request)).isFalse();
    }

    private static boolean matches(String pattern, String text) {
        return matches(pattern, text, NO_CONTEXT);
    }

    private static boolean matches(String pattern, String text, PolicyRequest request) {
        return Template.parse(pattern, true, true).matches(text, request, Template.Case.SENSITIVE);
    }

    private static String word(Random random, String alphabet, int maxLength) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
